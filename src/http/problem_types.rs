//! Every type of problem: its address, its status and its title.

use axum::http::StatusCode;

/// One type of problem: the table behind `/problems/{slug}`.
#[derive(Debug, Clone, Copy)]
pub struct ProblemType {
    /// The last segment of its address.
    pub slug: &'static str,
    /// Its status.
    pub status: StatusCode,
    /// Its title in Chinese.
    pub zh: &'static str,
    /// Its title in English.
    pub en: &'static str,
}

macro_rules! problem_types {
    ($($constant:ident $slug:literal $status:ident $zh:literal $en:literal;)+) => {
        $(pub(super) const $constant: ProblemType = ProblemType {
            slug: $slug, status: StatusCode::$status, zh: $zh, en: $en,
        };)+
        /// Every type of problem.
        pub const PROBLEM_TYPES: &[ProblemType] = &[$($constant,)+];
    };
}

problem_types! {
    UNKNOWN_PARAMETER "unknown-parameter" BAD_REQUEST "不认识的参数" "Unknown parameter";
    REPEATED_PARAMETER "repeated-parameter" BAD_REQUEST "参数重复" "Repeated parameter";
    MISSING_PARAMETER "missing-parameter" BAD_REQUEST "缺少参数" "Missing parameter";
    INVALID_PARAMETER "invalid-parameter" BAD_REQUEST "参数有误" "Invalid parameter";
    MALFORMED_QUERY "malformed-query" BAD_REQUEST "查询编码有误" "Malformed query";
    UNKNOWN_STATION "unknown-station" NOT_FOUND "没有这个驿站" "Unknown station";
    UNKNOWN_YEAR "unknown-year" NOT_FOUND "没有这一年的放假安排" "Unknown year";
    NO_SUCH_COLLECTION "no-such-collection" NOT_FOUND "没有这个数据集" "No such collection";
    NO_SUCH_FEATURE "no-such-feature" NOT_FOUND "没有这个要素" "No such feature";
    NO_SUCH_PATH "no-such-path" NOT_FOUND "没有这个地址" "No such path";
    METHOD_NOT_ALLOWED "method-not-allowed" METHOD_NOT_ALLOWED "不支持这种请求方法" "Method not allowed";
    TIMED_OUT "timed-out" REQUEST_TIMEOUT "请求超时" "Request timed out";
    BODY_TOO_LARGE "body-too-large" PAYLOAD_TOO_LARGE "请求正文过大" "Request body too large";
    NO_SUCH_RANGE "no-such-range" RANGE_NOT_SATISFIABLE "所要的部分不存在" "No such range";
    URI_TOO_LONG "uri-too-long" URI_TOO_LONG "请求地址过长" "Request address too long";
    TOO_MANY_REQUESTS "too-many-requests" TOO_MANY_REQUESTS "请求过于频繁" "Too many requests";
    OVERLOADED "overloaded" SERVICE_UNAVAILABLE "服务繁忙" "Server is busy";
    STOPPING "stopping" SERVICE_UNAVAILABLE "服务正在停止" "Stopping";
    TOO_MANY_TO_PACK "too-many-to-pack" NOT_FOUND "驿站过多，不提供整包" "Too many stations to pack";
    FOREIGN_ORIGIN "foreign-origin" FORBIDDEN "非本站页面提交" "Foreign origin";
    UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE "正文须为 JSON" "Unsupported media type";
    MALFORMED_BODY "malformed-body" BAD_REQUEST "正文有误" "Malformed body";
    KEY_REUSED "key-reused" UNPROCESSABLE_ENTITY "Idempotency-Key 已用于其他内容" "Idempotency-Key reused";
    RETIRED_STATION "retired-station" GONE "驿站已停用" "Retired station";
    UNKNOWN_RECEIPT "unknown-receipt" NOT_FOUND "没有这个回执号" "Unknown receipt";
    WRONG_FACTS "wrong-facts" UNPROCESSABLE_ENTITY "内容有误" "Facts that cannot be taken";
    CODE_TAKEN "code-taken" CONFLICT "编码已被使用" "Code taken";
    UNKNOWN_VERSION "unknown-version" NOT_FOUND "没有这一版" "Unknown version";
    NOT_CLOSED "not-closed" CONFLICT "驿站没有暂停开放" "Not closed";
    CANNOT_MERGE "cannot-merge" CONFLICT "不能并入" "Cannot be merged";
    UNKNOWN_REVISION "unknown-revision" NOT_FOUND "没有这次修改" "Unknown revision";
    NOT_UNDOABLE "not-undoable" CONFLICT "不能撤回" "Cannot be undone";
    CHANGED_SINCE "changed-since" CONFLICT "此后又有修改" "Changed since";
    UNKNOWN_IMPORT "unknown-import" NOT_FOUND "没有这次导入" "Unknown import";
    IMPORT_NOT_READY "import-not-ready" CONFLICT "导入尚未就绪" "Import not ready";
    IMPORT_APPLIED "import-applied" CONFLICT "导入已应用" "Import applied before";
    IMPORT_REFUSED "import-refused" CONFLICT "导入有待处理的行" "Rows in the way";
    UNKNOWN_REPORT "unknown-report" NOT_FOUND "没有这条反馈" "Unknown report";
    REPORT_DECIDED "report-decided" CONFLICT "反馈已处理" "Report decided before";
    UNKNOWN_CAMPAIGN "unknown-campaign" NOT_FOUND "没有这次核验活动" "Unknown campaign";
    UNKNOWN_CHECK "unknown-check" NOT_FOUND "没有这条核验记录" "Unknown check";
    NO_STATION "no-station" CONFLICT "没有可核验的驿站" "No station to verify";
    CAMPAIGN_ENDED "campaign-ended" CONFLICT "核验活动已结束" "Campaign ended";
    STORE_AWAY "store-away" SERVICE_UNAVAILABLE "暂时无法保存" "Cannot be saved at present";
    NOT_SIGNED_IN "not-signed-in" UNAUTHORIZED "尚未登录" "Not signed in";
    WRONG_NAME_OR_PASSWORD "wrong-name-or-password" UNAUTHORIZED "用户名或密码错误" "Wrong name or password";
    CODE_NEEDED "code-needed" UNAUTHORIZED "需要动态验证码" "A code is needed";
    WRONG_CODE "wrong-code" FORBIDDEN "动态验证码错误" "Wrong code";
    WRONG_PASSWORD "wrong-password" FORBIDDEN "密码错误" "Wrong password";
    ACCOUNT_LOCKED "account-locked" FORBIDDEN "账号已锁定" "Account locked";
    CSRF_TOKEN "csrf-token" FORBIDDEN "缺少防伪令牌" "CSRF token missing";
    FORBIDDEN "forbidden" FORBIDDEN "没有权限" "Not allowed";
    TOO_MANY_TRIES "too-many-tries" TOO_MANY_REQUESTS "尝试次数过多" "Too many tries";
    NAME_TAKEN "name-taken" CONFLICT "用户名已被使用" "Name taken";
    OWN_ACCOUNT "own-account" CONFLICT "不能用于自己的账号" "Not for one's own account";
    LAST_ADMINISTRATOR "last-administrator" CONFLICT "须保留一名区管理员" "Last administrator";
    UNKNOWN_ACCOUNT "unknown-account" NOT_FOUND "没有这个账号" "Unknown account";
    UNKNOWN_TOKEN "unknown-token" NOT_FOUND "没有这个令牌" "Unknown token";
    LINK_SPENT "link-spent" GONE "链接已失效" "Link spent";
    PRECONDITION_REQUIRED "precondition-required" PRECONDITION_REQUIRED "缺少 If-Match" "If-Match is missing";
    PRECONDITION_FAILED "precondition-failed" PRECONDITION_FAILED "内容已被他人修改" "Changed meanwhile";
    WECHAT_NOT_SET_UP "wechat-not-set-up" NOT_FOUND "未接入微信 JS-SDK" "WeChat's JS-SDK is not set up";
    WECHAT_TICKET_AWAY "wechat-ticket-away" SERVICE_UNAVAILABLE "暂时无法签名" "Cannot be signed at present";
    UNKNOWN_PAPER "unknown-paper" NOT_FOUND "没有这个图层或方案" "Unknown layer or scenario";
    PAPER_NAME_TAKEN "paper-name-taken" CONFLICT "名称已被使用" "Name of a layer or scenario taken";
    UNKNOWN_SEARCH "unknown-search" NOT_FOUND "没有这个选址任务" "Unknown search";
    DEMAND_FILE "demand-file" UNPROCESSABLE_ENTITY "需求文件有误" "Demand file cannot be taken";
    CANNOT_BE_PLANNED "cannot-be-planned" UNPROCESSABLE_ENTITY "无法这样计算" "It cannot be computed so";
    NO_PUBLIC_URL "no-public-url" SERVICE_UNAVAILABLE "不知道对外地址" "Public address unknown";
    NO_MAP "no-map" SERVICE_UNAVAILABLE "暂时不能绘制地图" "No map can be drawn";
    NO_PLAQUES "no-plaques" NOT_FOUND "没有可制作的门牌" "No plaques to make";
    TOO_MANY_PLAQUES "too-many-plaques" UNPROCESSABLE_ENTITY "门牌过多" "Too many plaques for one file";
    INTERNAL "internal" INTERNAL_SERVER_ERROR "服务内部错误" "Internal error";
}
