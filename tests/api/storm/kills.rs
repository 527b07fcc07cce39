//! The runtime killed again and again while a crowd presses: what was acknowledged is there, and sent again it is not done again.

use crate::{
    crowd::{PEOPLE, Person, Sent, World},
    oracle, over, seed,
};
use api_tests::{Company, Server};
use std::{thread, time::Duration};

#[test]
#[ignore = "takes minutes: cargo xtask storm"]
fn what_was_acknowledged_survives_every_kill_and_is_not_done_twice() {
    let company = Company::fresh("kills");
    let seed = seed();
    let (folder, owner) = (company.server.folder.clone(), company.owner.again());
    let world = World::new(&company);
    let mut server = company.server;
    let (mut kills, mut acknowledged, mut unanswered) = (0_u64, 0, 0);
    while !over() {
        let people: Vec<Person> = thread::scope(|scope| {
            let press = |place: u64| {
                let person = Person::new(&world, &owner, &server.url, seed + kills * PEOPLE + place);
                scope.spawn(move || person.go_on(|| false))
            };
            let threads: Vec<_> = (0..PEOPLE).map(press).collect();
            // Long enough for some work, at a moment that nobody chooses.
            thread::sleep(Duration::from_millis(700 + (seed + kills * 37) % 900));
            server.kill();
            threads.into_iter().map(|person| person.join().expect("nobody met a failure")).collect()
        });
        kills += 1;
        let sent: Vec<Sent> = people.into_iter().flat_map(|person| person.sent).collect();
        server = Server::at(&folder);
        oracle::holds(&server, &format!("seed {seed}, kill {kills}"));
        let replayer = Person::new(&world, &owner, &server.url, seed);
        for write in &sent {
            let client = if write.path.starts_with("/api/portal/") { &replayer.portal } else { &replayer.staff };
            let mut call = client.call("POST", &write.path).key(&write.key);
            if !write.body.is_null() {
                call = call.json(&write.body);
            }
            let again = call.send();
            match &write.answer {
                Some((201, body)) => {
                    acknowledged += 1;
                    assert_eq!((again.status, &again.body), (201, body), "kill {kills}: {} was lost", write.path);
                }
                // What was refused may be possible now.
                Some(_) => {}
                None => unanswered += 1,
            }
            assert!(again.status < 500, "{}: {}", again.line, again.excerpt());
        }
        oracle::holds(&server, &format!("seed {seed}, kill {kills}, replayed"));
    }
    println!(
        "kills: seed {seed}, {kills} kills, {acknowledged} acknowledged creates replayed, {unanswered} unanswered"
    );
}
