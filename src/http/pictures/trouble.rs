//! Why there is no picture, in words.

use thiserror::Error;

use crate::drawing::DrawingError;
use crate::http::error::{HttpError, Said};
use crate::http::problem_types::{self as types, ProblemType};
use crate::pictures::PictureError;

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureTrouble {
    /// The station is gone for good.
    #[error("the station is retired")]
    Retired {
        /// Its code.
        code: String,
    },
    /// Nobody has said where the server is seen from outside, so that no code can lead to it.
    #[error("the server's public address is not known")]
    NoAddress,
    /// No map can be drawn on this machine, or not at present.
    #[error("no map can be drawn: {0}")]
    NoMap(DrawingError),
    /// There is no station whose plaque could be made.
    #[error("no station for a plaque")]
    NoStation,
    /// More plaques than one file may have.
    #[error("too many plaques for one file")]
    TooMany {
        /// How many were asked for.
        asked: usize,
        /// How many there may be.
        most: usize,
    },
}

impl PictureTrouble {
    pub(in crate::http) fn problem_type(&self) -> ProblemType {
        match self {
            Self::Retired { .. } => types::RETIRED_STATION,
            Self::NoAddress => types::NO_PUBLIC_URL,
            Self::NoMap(_) => types::NO_MAP,
            Self::NoStation => types::NO_PLAQUES,
            Self::TooMany { .. } => types::TOO_MANY_PLAQUES,
        }
    }

    pub(in crate::http) fn detail(&self) -> Said {
        match self {
            Self::Retired { code } => Said::made(
                format!("驿站 {code} 已撤销，不再提供图片和门牌：/s/{code} 列出附近的驿站。"),
                format!(
                    "Station {code} is closed for good and has no pictures any more: /s/{code} shows others nearby."
                ),
            ),
            Self::NoAddress => Said::fixed(
                "不知道本站对外的地址，二维码无从指向：请带 Host 访问，或由运营方设置 --public-url。",
                "The address of this site is not known, so that no QR code can lead to it: ask with a Host, or have the operator set --public-url.",
            ),
            Self::NoMap(DrawingError::NoProgram(_)) => Said::fixed(
                "本站没有安装绘制地图的程序：请运营方用 make map-renderer 编译 yizhan-map-renderer，放在 yizhan 旁边，或用 --map-renderer 指定它的位置。",
                "This server has no program that draws maps: its operator builds yizhan-map-renderer with `make map-renderer` and puts it beside yizhan, or says where it is with --map-renderer.",
            ),
            Self::NoMap(DrawingError::NoAdapter) => Said::fixed(
                "本机没有可用的显卡或软件 Vulkan：请运营方安装 Debian 软件包 mesa-vulkan-drivers 和 libvulkan1。",
                "This server has neither a graphics adapter nor Vulkan in software: its operator installs Debian's packages mesa-vulkan-drivers and libvulkan1.",
            ),
            Self::NoMap(_) => Said::fixed(
                "绘制地图的程序没有作答，已记入日志：请稍后重试。",
                "The program that draws maps did not answer, which has been logged: try again later.",
            ),
            Self::NoStation => Said::fixed(
                "这里没有可以制作门牌的驿站：请核对区域、管理单位和您的权限。",
                "There is no station here whose plaque could be made: check the area, the unit, and what you may read.",
            ),
            Self::TooMany { asked, most } => Said::made(
                format!(
                    "一份文件至多 {most} 张门牌，这里有 {asked} 张：请用 area 或 unit 缩小范围。"
                ),
                format!(
                    "One file holds {most} plaques at most, and these are {asked}: ask for one area or unit."
                ),
            ),
        }
    }
}

impl From<PictureError> for HttpError {
    fn from(error: PictureError) -> Self {
        tracing::error!(%error, "a picture could not be made");
        Self::Internal
    }
}
