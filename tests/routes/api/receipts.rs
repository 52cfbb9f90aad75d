//! `/api/v1/receipts/{receipt}`

use serde_json::json;
use yizhan::http::api::schema::ReceiptAnswer;

use crate::harness::site::TestSite;

#[tokio::test]
async fn a_receipt_is_found_as_people_type_it_and_tells_nothing_that_was_written() {
    let site = TestSite::new().await;
    let body = json!({ "problem": "other", "text": "我叫张三" });
    let filed = site.post("/api/v1/stations/LZ-1/reports", "a-key-of-mine", &body).await;
    let code = filed.read::<ReceiptAnswer>().receipt;
    for typed in
        [code.clone(), code.to_lowercase(), code.replace('-', ""), code.replace('-', "%20")]
    {
        let answer = site.get(&format!("/api/v1/receipts/{typed}")).await;
        assert_eq!(answer.status, 200, "{typed}");
        assert_eq!(answer.json(), filed.json());
        assert!(!String::from_utf8_lossy(&answer.body).contains("张三"));
        assert_eq!(answer.header("cache-control"), "private, no-store");
    }
}

#[tokio::test]
async fn a_receipt_that_is_none_is_a_problem() {
    let site = TestSite::new().await;
    for code in ["7K2M-Q9XD-4TBH", "7K2M", "%E9%A9%BF", "7K2M-Q9XD-4TBU"] {
        let answer = site.get(&format!("/api/v1/receipts/{code}")).await;
        assert_eq!(answer.status, 404, "{code}");
        assert_eq!(answer.json()["type"], "/problems/unknown-receipt");
    }
    let asked = site.get("/api/v1/receipts/7K2M-Q9XD-4TBH?lang=en").await;
    assert_eq!((asked.status.as_u16(), &asked.json()["parameter"]), (400, &"lang".into()));
}
