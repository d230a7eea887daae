//! Themes of a profile or chat, which only apps use.

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

/// Colors that override the theme, each `#aarrggbb`; `None` uses the theme.
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

/// The background of a chat: a preset or an image.
#[api_type]
pub struct ChatWallpaper {
    /// The name of a preset of the app.
    pub preset: Option<String>,
    /// The name of the user's image file.
    pub image_file: Option<String>,
    /// The color behind the image.
    pub background: Option<String>,
    /// The tint color of the image.
    pub tint: Option<String>,
    /// Only for images of the user.
    pub scale_type: Option<ChatWallpaperScale>,
    /// The scale factor; `1` is the size of the image.
    pub scale: Option<f64>,
}

/// How an image is fitted to the background.
#[api_type]
pub enum ChatWallpaperScale {
    Fill,
    Fit,
    Repeat,
}
