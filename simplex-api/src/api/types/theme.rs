//! Themes that the user set for a profile or chat; only apps make use of them.

use crate::api_type;

/// Changes to the theme of an app, for light and dark mode.
#[api_type(name = "UIThemeEntityOverrides")]
pub struct UiThemeEntityOverrides {
    pub light: Option<UiThemeEntityOverride>,
    pub dark: Option<UiThemeEntityOverride>,
}

/// Changes to the theme in one mode.
#[api_type(name = "UIThemeEntityOverride")]
pub struct UiThemeEntityOverride {
    pub mode: UiColorMode,
    pub wallpaper: Option<ChatWallpaper>,
    pub colors: UiColors,
}

/// The mode of a theme.
#[api_type(name = "UIColorMode")]
pub enum UiColorMode {
    Light,
    Dark,
}

/// Colours that differ from the theme, each `#aarrggbb`; `None` keeps the theme's.
#[api_type(name = "UIColors")]
pub struct UiColors {
    pub accent: Option<String>,
    pub accent_variant: Option<String>,
    pub secondary: Option<String>,
    pub secondary_variant: Option<String>,
    pub background: Option<String>,
    pub menus: Option<String>,
    pub title: Option<String>,
    pub accent_variant2: Option<String>,
    pub sent_message: Option<String>,
    pub sent_reply: Option<String>,
    pub received_message: Option<String>,
    pub received_reply: Option<String>,
}

/// The background of a chat: a preset or a picture.
#[api_type]
pub struct ChatWallpaper {
    /// Name of a picture that comes with the app.
    pub preset: Option<String>,
    /// Name of a file with the user's picture.
    pub image_file: Option<String>,
    /// Colour behind the picture.
    pub background: Option<String>,
    /// Colour that the picture is tinted with.
    pub tint: Option<String>,
    /// Only for pictures of the user.
    pub scale_type: Option<ChatWallpaperScale>,
    /// Factor, with `1` for the size of the picture.
    pub scale: Option<f64>,
}

/// How a picture is fitted to the background.
#[api_type]
pub enum ChatWallpaperScale {
    Fill,
    Fit,
    Repeat,
}
