use crate::command::{Response, ResponseError};
use crate::json::Tagged;
use crate::protocol::{Frame, FrameError};
use crate::responses::ChatCmdError;

use super::error::Error;

/// Decodes the answer to `command`, in the task of the caller.
pub(super) fn decode<R: Response>(command: &'static str, text: &str) -> Result<R, Error> {
    let answer = Frame::decode(text, |frame| {
        if frame.is_error() {
            let error = ChatCmdError::decode(frame.body)
                .map_err(|error| ResponseError::shape(&frame.tag, error))?;
            Ok(Err(error))
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
        Err(AnswerError::Frame(error)) => Err(Error::Frame { command, error }),
        Err(AnswerError::Response(error)) => Err(Error::Answer { command, error }),
    }
}

enum AnswerError {
    Frame(FrameError),
    Response(ResponseError),
}

impl From<FrameError> for AnswerError {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

impl From<ResponseError> for AnswerError {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}
