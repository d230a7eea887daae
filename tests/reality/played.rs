use std::path::PathBuf;

use simplex_api_tests::recordings;

use crate::play::play;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn out() {
    let Ok(out) = std::env::var("REALITY_OUT") else {
        return;
    };
    for (name, scenario) in recordings::all() {
        let played = play(&scenario).await;
        let path = PathBuf::from(&out).join(name.replace(".json", ".ours.json"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, serde_json::to_string(&played).unwrap()).unwrap();
    }
}
