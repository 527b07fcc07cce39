//! Every outcome of an attempt, for a mail that a person wrote and for a notice.

use super::*;

const NOW: Instant = Instant(1_795_366_800_000);
const CHANCE: [u8; 2] = [0, 0];

fn before(kind: OutboxKind, left_out: &[LeftOut], reached: bool) -> Before<'_> {
    Before { kind, attempts: 1, left_out, reached, doubts: 0 }
}

fn refusal(address: &str, kind: MailFailure) -> (String, Failure) {
    (address.to_owned(), Failure::new(kind, "its words"))
}

fn accepted(refused: Vec<(String, Failure)>) -> Result<Accepted, StageFailure> {
    Ok(Accepted { server_message: "250 taken".into(), refused })
}

fn failed(kind: MailFailure, perhaps_accepted: bool) -> Result<Accepted, StageFailure> {
    Err(StageFailure { perhaps_accepted, ..Failure::new(kind, "").at(Stage::Message) })
}

/// Somebody whom an earlier attempt left out for now.
fn still_left(address: &str) -> LeftOut {
    let failure = MailFailure::Throttled;
    LeftOut { address: address.into(), failure, server_message: String::new(), later: true }
}

fn addresses(verdict: &Verdict) -> Vec<(&str, bool)> {
    verdict.left_out.iter().map(|one| (one.address.as_str(), one.later)).collect()
}

#[test]
fn pauses_double_within_a_quarter_and_end_at_four_hours() {
    for (attempts, plain) in [(1, FIRST_PAUSE), (2, 2 * FIRST_PAUSE), (5, 16 * FIRST_PAUSE), (60, LONGEST_PAUSE)] {
        assert_eq!(pause(attempts, [0, 0]), plain - plain / 4);
        assert_eq!(pause(attempts, [255, 255]), plain + plain / 4);
    }
}

#[test]
fn the_moment_a_server_names_is_obeyed() {
    let until = NOW.plus(HOUR);
    let named = Failure { until: Some(until), ..Failure::new(MailFailure::Throttled, "") };
    let outcome = |failure: Failure| Err(failure.at(Stage::Message));
    let next_at = |failure| {
        judge_attempt(&before(OutboxKind::Composed, &[], false), &outcome(failure), false, NOW, CHANCE).next_at
    };
    assert_eq!(next_at(named), until);
    assert!(next_at(Failure::new(MailFailure::Throttled, "")) < until);
}

#[test]
fn whoever_is_refused_for_now_is_asked_again_and_whoever_has_it_is_not() {
    let busy = MailFailure::Throttled;
    let first = before(OutboxKind::Composed, &[], false);
    let refused = vec![refusal("luego@x.example", busy), refusal("nadie@x.example", MailFailure::Permanent)];
    let verdict = judge_attempt(&first, &accepted(refused), false, NOW, CHANCE);
    assert_eq!((verdict.status, verdict.reached, verdict.ended_badly()), (OutboxStatus::PartlySent, true, false));
    assert!(verdict.next_at > NOW && verdict.next_at < PARKED);
    assert_eq!(addresses(&verdict), [("luego@x.example", true), ("nadie@x.example", false)]);

    // The next attempt asks the first of them only.
    let second = before(OutboxKind::Composed, &verdict.left_out, true);
    let again = judge_attempt(&second, &accepted(Vec::new()), false, NOW, CHANCE);
    assert_eq!((again.status, again.next_at), (OutboxStatus::PartlySent, PARKED));
    assert_eq!(addresses(&again), [("nadie@x.example", false)]);
    assert!(again.ended_badly(), "a person has to do something about the one who is left");

    // Nobody but him was left, and he has it now.
    let alone = [still_left("luego@x.example")];
    let last = judge_attempt(&before(OutboxKind::Composed, &alone, true), &accepted(Vec::new()), false, NOW, CHANCE);
    assert_eq!((last.status, last.left_out.len()), (OutboxStatus::Sent, 0));
}

#[test]
fn trouble_after_some_have_it_never_makes_it_a_mail_that_nobody_got() {
    let left = [still_left("luego@x.example")];
    for kind in MailFailure::ALL.iter().copied() {
        let verdict =
            judge_attempt(&before(OutboxKind::Composed, &left, true), &failed(kind, false), false, NOW, CHANCE);
        assert_eq!(verdict.status, OutboxStatus::PartlySent, "{kind:?}");
        let waits = matches!(kind.remedy(), Remedy::GiveUp | Remedy::AwaitPerson);
        assert_eq!(verdict.next_at == PARKED, waits, "{kind:?}");
        // What waits for the account to be mended goes on by itself then; what is given up doesn't.
        assert_eq!(verdict.left_out[0].later, kind.remedy() != Remedy::GiveUp, "{kind:?}");
    }
    let spent = Before { attempts: MOST_ATTEMPTS, ..before(OutboxKind::Composed, &left, true) };
    let busy = refusal("luego@x.example", MailFailure::ServerGone);
    for outcome in [accepted(vec![busy]), failed(MailFailure::ServerGone, false)] {
        let verdict = judge_attempt(&spent, &outcome, false, NOW, CHANCE);
        assert_eq!((verdict.status, verdict.next_at), (OutboxStatus::PartlySent, PARKED));
        assert!(verdict.ended_badly() && !verdict.left_out[0].later);
    }
}

#[test]
fn when_all_are_refused_each_keeps_its_reason() {
    let refused =
        vec![refusal("nadie@x.example", MailFailure::Permanent), refusal("luego@x.example", MailFailure::Throttled)];
    let failure = Failure::new(MailFailure::Throttled, "").at(Stage::Recipients);
    let outcome = Err(StageFailure { refused, ..failure });
    let verdict = judge_attempt(&before(OutboxKind::Composed, &[], false), &outcome, false, NOW, CHANCE);
    assert_eq!(verdict.status, OutboxStatus::Waiting);
    assert_eq!(addresses(&verdict), [("nadie@x.example", false), ("luego@x.example", true)]);
}

#[test]
fn a_lost_answer_is_left_to_a_person_and_a_notice_goes_once_more_after_an_hour() {
    for kind in OutboxKind::ALL {
        let lost = failed(MailFailure::ServerGone, true);
        let verdict = judge_attempt(&before(*kind, &[], false), &lost, false, NOW, CHANCE);
        assert_eq!((verdict.status, verdict.doubts), (OutboxStatus::PerhapsSent, 1), "{kind:?}");
        let notice = *kind == OutboxKind::Notice;
        assert_eq!(verdict.next_at, if notice { NOW.plus(HOUR) } else { PARKED }, "{kind:?}");
        // Whatever became of the second try, there is no third.
        let again = Before { doubts: 1, attempts: 2, ..before(*kind, &[], false) };
        for outcome in [failed(MailFailure::ServerGone, true), failed(MailFailure::DnsOrBlocked, false)] {
            let verdict = judge_attempt(&again, &outcome, false, NOW, CHANCE);
            assert_eq!((verdict.status, verdict.next_at), (OutboxStatus::PerhapsSent, PARKED), "{kind:?}");
        }
        assert_eq!(
            judge_attempt(&again, &accepted(Vec::new()), false, NOW, CHANCE).status,
            OutboxStatus::Sent,
            "{kind:?}"
        );
    }
}

#[test]
fn where_the_mailbox_can_be_asked_it_is_asked_before_anybody_decides() {
    let lost = failed(MailFailure::ServerGone, true);
    let verdict = judge_attempt(&before(OutboxKind::Composed, &[], false), &lost, true, NOW, CHANCE);
    assert_eq!((verdict.status, verdict.open, verdict.doubts), (OutboxStatus::Waiting, true, 0));
    let last = Before { attempts: MOST_ATTEMPTS, ..before(OutboxKind::Composed, &[], false) };
    let verdict = judge_attempt(&last, &lost, true, NOW, CHANCE);
    assert_eq!((verdict.status, verdict.open), (OutboxStatus::PerhapsSent, false), "it was never found out");
}
