use crate::command::{Response, ResponseError};
use crate::json::{JsonError, Tagged};
use crate::protocol::{Frame, FrameError};
use crate::responses::ChatCmdError;

use super::Error;

/// Decodes the answer to `command`, in the task of the caller.
pub(super) fn decode<R: Response>(command: &'static str, text: &str) -> Result<R, Error> {
    let answer = Frame::decode(text, |frame| {
        if frame.is_error() {
            Ok(Err(chat_error(frame)?))
        } else {
            Ok(Ok(R::from_body(&frame.tag, frame.body)?))
        }
    });
    match answer {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(ChatCmdError { chat_error, .. })) => Err(Error::Chat {
            command,
            error: Box::new(chat_error),
        }),
        Err(Unreadable::Frame(error)) => Err(Error::Frame { command, error }),
        Err(Unreadable::Response(error)) => Err(Error::Answer { command, error }),
    }
}

enum Unreadable {
    Frame(FrameError),
    Response(ResponseError),
}

impl From<FrameError> for Unreadable {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

impl From<ResponseError> for Unreadable {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}

fn chat_error(frame: &Frame<'_>) -> Result<ChatCmdError, ResponseError> {
    ChatCmdError::decode(frame.body)
        .map_err(|error: JsonError| ResponseError::shape(&frame.tag, error))
}
