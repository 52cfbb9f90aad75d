//! Why a page cannot be signed for WeChat.

use thiserror::Error;

use super::error::Said;
use super::problem_types::{self as types, ProblemType};

/// Why a page cannot be signed for WeChat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeChatTrouble {
    /// The operator has no account with WeChat, or has not told us of it.
    #[error("WeChat's JS-SDK is not set up")]
    NotSetUp,
    /// There is no ticket to sign with at present. What is wrong with its file is in the log.
    #[error("there is no ticket of WeChat's")]
    TicketAway,
}

impl WeChatTrouble {
    pub(super) fn problem_type(self) -> ProblemType {
        match self {
            Self::NotSetUp => types::WECHAT_NOT_SET_UP,
            Self::TicketAway => types::WECHAT_TICKET_AWAY,
        }
    }

    pub(super) fn detail(self) -> Said {
        match self {
            Self::NotSetUp => Said::fixed(
                "本站未接入微信 JS-SDK，网页不能打开微信地图：请改用其他地图。运营方可用 --wechat-app-id、--wechat-ticket 与 --public-url 接入。",
                "This site has not set up WeChat's JS-SDK, so that pages cannot open WeChat's map: use another one. Operators: --wechat-app-id, --wechat-ticket and --public-url set it up.",
            ),
            Self::TicketAway => Said::fixed(
                "暂时无法为网页签名：请改用其他地图，或稍后重试。原因见服务日志。",
                "Pages cannot be signed at present: use another map, or try again later. The server's log says why.",
            ),
        }
    }
}
