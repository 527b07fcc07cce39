//! What people are told of: each notice's channels, the company's words for it, and how its mail will look.

use domain::history::{Change, HistoryAct};
use domain::money::before_tax;
use domain::notice::{self, Channels, Notice, NoticeSetting, NoticeWording, Preview, Wording, WordingDraft};
use domain::problem::ProblemKind;
use domain::text::Language;
use serde::Deserialize;
use serde_json::json;

use super::company::{ID, KIND};
use super::mail_layout::{self, Company, MASK, Way};
use crate::db::{DbError, Rows, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::{Actor, Caller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::intl;
use crate::notices::ChosenChannels;
use crate::records::write;

#[derive(Deserialize)]
struct CustomWording {
    notice: String,
    language: String,
    subject: String,
    body: String,
}

/// The company's own words for some notices.
pub struct Words(Vec<CustomWording>);

impl Words {
    /// Those for these notices.
    #[must_use]
    pub fn select(notices: &[Notice]) -> Statement {
        Statement::new(
            "SELECT json_group_array(json_object('notice', notice, 'language', language, 'subject', subject, 'body', body)) \
             FROM notice_texts WHERE notice IN (SELECT value FROM json_each(?))",
        )
        .bind(json!(notices).to_string())
    }

    /// What [`Self::select`] found, at its place in the batch.
    ///
    /// # Errors
    /// When the rows are something else.
    pub fn read(rows: &Rows, place: usize) -> Result<Self, DbError> {
        rows.row_json(place).map(Self)
    }

    fn own(&self, notice: Notice, language: Language) -> Option<Wording> {
        let own = self.0.iter().find(|word| word.notice == notice.code() && word.language == language.code())?;
        Some(Wording { subject: own.subject.clone(), body: own.body.clone() })
    }

    /// The company's, or Volante's.
    #[must_use]
    pub fn wording(&self, notice: Notice, language: Language) -> Wording {
        self.own(notice, language).unwrap_or_else(|| notice::wording(notice, language))
    }
}

fn kept() -> [Statement; 2] {
    [ChosenChannels::select("notice_switches"), Words::select(Notice::ALL)]
}

/// All notices, as [`kept`] left them at `place` and after.
fn settings(rows: &Rows, place: usize) -> Result<Vec<NoticeSetting>, DbError> {
    let switched = ChosenChannels::read(rows, place)?;
    let words = Words::read(rows, place + 1)?;
    let setting = |notice: &Notice| {
        let Channels { in_app, mail } = match notice.carries_link() {
            true => Channels { in_app: false, mail: true },
            false => switched.channels(*notice),
        };
        let wordings = Language::ALL.iter().map(|language| {
            let own = words.own(*notice, *language).is_some();
            let Wording { subject, body } = words.wording(*notice, *language);
            NoticeWording { language: *language, subject, body, own }
        });
        NoticeSetting {
            notice: *notice,
            in_app,
            mail,
            places: notice::places(*notice).iter().map(|place| (*place).to_owned()).collect(),
            wordings: wordings.collect(),
        }
    };
    Ok(Notice::ALL.iter().map(setting).collect())
}

/// `GET /api/notices`: a list of `domain::notice::NoticeSetting`.
///
/// # Errors
/// 401, 403.
pub async fn list(call: &Call) -> Answer {
    let (_, rows) = call.staff(kept().to_vec()).await?;
    Ok(Reply::json(&settings(&rows, 0)?))
}

fn named(call: &Call) -> Result<Notice, ProblemKind> {
    call.place().parse().map_err(|_| ProblemKind::NotFound)
}

/// Refuses a place that nobody will fill, at its field and by name.
fn places_known(draft: &WordingDraft, notice: Notice, language: Language) -> Result<(), Refusal> {
    mail_layout::places_known(&[("subject", &draft.subject), ("body", &draft.body)], notice::places(notice), language)
}

async fn change(call: &Call, caller: &Caller, notice: Notice, write: Statement, changed: &[Change]) -> Answer {
    let mut statements =
        vec![write, write::history(KIND, ID, &Actor::from(caller), call.now, HistoryAct::Updated, changed)];
    let place = statements.len();
    statements.extend(kept());
    let rows = call.db.write(&statements).await?;
    let setting = settings(&rows, place)?.into_iter().find(|setting| setting.notice == notice);
    Ok(Reply::json(&setting.ok_or(ProblemKind::NotFound)?))
}

/// `PUT /api/notices/{notice}`: 200 with the notice as it is now.
///
/// # Errors
/// 404 for a notice there isn't; 409 for a link's message, which isn't switched.
pub async fn switch(call: &Call) -> Answer {
    let (caller, rows) = call.staff(kept().to_vec()).await?;
    let Channels { in_app, mail } = call.draft()?;
    let notice = named(call)?;
    if notice.carries_link() {
        return Err(ProblemKind::TransitionNotAllowed.into());
    }
    let before = settings(&rows, 0)?.into_iter().find(|setting| setting.notice == notice);
    let change_of = |channel: &str, before: Option<bool>, after: bool| {
        (before != Some(after)).then(|| Change {
            field: ["notices", notice.code(), channel].join("."),
            before: json!(before),
            after: json!(after),
        })
    };
    let changed: Vec<Change> = [
        change_of("in_app", before.as_ref().map(|setting| setting.in_app), in_app),
        change_of("mail", before.as_ref().map(|setting| setting.mail), mail),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (true, Some(same)) = (changed.is_empty(), before) {
        return Ok(Reply::json(&same));
    }
    let write = Statement::new(
        "INSERT INTO notice_switches (notice, in_app, mail) VALUES (?, ?, ?) \
         ON CONFLICT DO UPDATE SET in_app = excluded.in_app, mail = excluded.mail",
    );
    change(call, &caller, notice, write.bind(notice.code()).bind(in_app).bind(mail), &changed).await
}

/// `PUT /api/notices/{notice}/wording`: 200 with the notice as it is now. Two empty texts take the company's words back.
///
/// # Errors
/// 404 for a notice there isn't; 422 by field.
pub async fn word(call: &Call) -> Answer {
    let (caller, rows) = call.staff(kept().to_vec()).await?;
    let draft: WordingDraft = call.draft()?;
    let notice = named(call)?;
    places_known(&draft, notice, caller.language)?;
    let before = settings(&rows, 0)?.into_iter().find(|setting| setting.notice == notice);
    let before = before.into_iter().flat_map(|setting| setting.wordings).find(|word| word.language == draft.language);
    let field = ["notices", notice.code(), draft.language.code()].join(".");
    let wording = |subject: &str, body: &str| json!([subject, body].join("\n\n"));
    let changed = [Change {
        field,
        before: before.as_ref().map_or(json!(null), |word| wording(&word.subject, &word.body)),
        after: wording(&draft.subject, &draft.body),
    }];
    let write = if draft.body.is_empty() {
        Statement::new("DELETE FROM notice_texts WHERE notice = ? AND language = ?")
            .bind(notice.code())
            .bind(draft.language.code())
    } else {
        Statement::new(
            "INSERT INTO notice_texts (notice, language, subject, body) VALUES (?, ?, ?, ?) \
             ON CONFLICT DO UPDATE SET subject = excluded.subject, body = excluded.body",
        )
        .bind(notice.code())
        .bind(draft.language.code())
        .bind(&draft.subject)
        .bind(&draft.body)
    };
    change(call, &caller, notice, write, &changed).await
}

/// `POST /api/notices/{notice}/preview`: `domain::notice::Preview` of the draft, filled in with invented facts.
///
/// # Errors
/// 404 for a notice there isn't; 422 by field.
pub async fn preview(call: &Call) -> Answer {
    let (caller, rows) = call.staff(vec![Company::statement()]).await?;
    let draft: WordingDraft = call.draft()?;
    let notice = named(call)?;
    places_known(&draft, notice, caller.language)?;
    let company: Company = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    let wording = if draft.body.is_empty() {
        notice::wording(notice, draft.language)
    } else {
        Wording { subject: draft.subject, body: draft.body }
    };
    let (when, amount) =
        (intl::instant(call.now, caller.zone, draft.language), intl::money(123_450, &company.currency, draft.language));
    // A booking's is a price, as its mail says it; an invoice's has the tax in it.
    let amount = if notice == Notice::BookingApproved { before_tax(&amount, &company.tax) } else { amount };
    let due = intl::date(caller.today(call.now), draft.language);
    let list = ["ITV · 1234 KLM · ", &due].concat();
    let app = [company.site.as_str(), "/admin"].concat();
    let link = [app.as_str(), "/link/", MASK].concat();
    let message = notice::mail_text(
        &wording,
        &[
            ("company", company.name.as_str()),
            ("person", caller.name.as_str()),
            ("what", "BK-2026-00012"),
            ("subject", "Aeropuerto – Hotel"),
            ("when", when.as_str()),
            ("was_when", when.as_str()),
            ("was_from", "Aeropuerto T2"),
            ("was_to", "Gran Vía 21"),
            ("vehicle", "Mercedes-Benz Vito"),
            ("was_vehicle", "Ford Transit"),
            ("from", "Aeropuerto T1"),
            ("to", "Gran Vía 12"),
            ("amount", amount.as_str()),
            ("balance", amount.as_str()),
            ("due", due.as_str()),
            ("reason", "…"),
            ("customer", "Hotel Mirasierra"),
            ("list", list.as_str()),
            ("link", link.as_str()),
            ("until", when.as_str()),
        ],
    );
    let (way, choices) = match notice.carries_link() {
        true => (Way::to_link(link, notice), None),
        false => (Way::to_record(app), company.choices(true)),
    };
    let head = company.head(draft.language, Some(way)).chosen_at(choices);
    Ok(Reply::json(&Preview {
        subject: message.subject.clone(),
        html: mail_layout::html(&message, &head),
        text: mail_layout::text(&message, &head),
    }))
}
