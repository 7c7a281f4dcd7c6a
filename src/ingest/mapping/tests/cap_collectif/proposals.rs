//! Collections and selections: every kind of row, shapes merged, nothing personal kept.

use super::*;

/// The full collection, newer names: a proposal in clear, one trashed, one without category.
pub(super) const FULL: &str = r#"export_contribution_type,export_proposal_id,export_proposal_published_at,export_proposal_reference,export_proposal_title,export_proposal_summary,export_proposal_description,export_proposal_author_id,export_proposal_votes_total_count,export_proposal_votes_digital_count,export_proposal_votes_paper_count,export_proposal_category_name,export_proposal_theme_title,export_proposal_formatted_address,export_proposal_address_lat,export_proposal_district_name,Pourquoi ici ?,Votre téléphone,Documents,export_proposal_link,export_proposal_created_at,export_proposal_publication_status,export_proposal_trashed_at,export_proposal_trashed_reason,export_proposal_author_username,export_proposal_author_email,export_proposal_official_response,export_proposal_votes_id,export_proposal_votes_created_at,export_proposal_votes_published_at,export_proposal_votes_published,export_proposal_votes_accounted,export_proposal_votes_anonymous,export_proposal_votes_author_id,export_proposal_votes_author_username,export_proposal_comments_id,export_proposal_comments_body,export_proposal_comments_created_at,export_proposal_comments_published_at,export_proposal_comments_author_id,export_proposal_comments_author_email,export_proposal_comments_publication_status,export_proposal_comments_vote_id,export_proposal_comments_vote_author_id,export_proposal_news_id,export_proposal_news_title,export_proposal_news_published_at,export_proposal_news_publication_status,export_proposal_news_comments_id,export_proposal_news_comments_body,export_proposal_news_comments_parent,export_proposal_news_comments_published_at,export_proposal_news_comments_author_id,export_proposal_news_comments_publication_status,export_proposal_reportings_id,export_proposal_reportings_body
export_contribution_type_proposal,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter douze pommiers&nbsp;!</p>",userA,3,2,1,Nature,Ville,"3 rue des Lilas, 35000 Rennes",48.1,Beauregard,L’école est à côté,0639981234,https://exemple.fr/plan.pdf,https://exemple.fr/p/1?x=1,2017-01-31 23:00:00,export_proposal_publication_status_published,,,Zoé Petitpas,zoe@exemple.fr,Nous étudions le sol.,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_proposal_vote,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,"3 rue des Lilas, 35000 Rennes",48.1,Beauregard,L’école est à côté,0639981234,,,,,,,,,,900,2017-03-01 10:00:00,2017-03-01 10:00:00,Oui,Oui,Non,userB,Ali Baba,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_proposal_vote,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,"3 rue des Lilas, 35000 Rennes",48.1,Beauregard,L’école est à côté,0639981234,,,,,,,,,,901,2017-03-01 10:00:00,2017-03-01 10:00:00,Oui,Oui,Oui,userC,Léa Anonyme,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_proposal_vote,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,"3 rue des Lilas, 35000 Rennes",48.1,Beauregard,L’école est à côté,0639981234,,,,,,,,,,902,2017-03-02 10:00:00,,Non,Non,Non,userD,Nina,,,,,,,,,,,,,,,,,,,,,
export_contribution_type_proposal_comment,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,comment1,Et qui ramasse ?,2017-02-02 00:00:00,2017-02-02 00:00:00,userC,lea@exemple.fr,Publié,,,,,,,,,,,,,,
export_contribution_type_proposal_comment_vote,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,comment1,Et qui ramasse ?,2017-02-02 00:00:00,2017-02-02 00:00:00,userC,lea@exemple.fr,Publié,77,userA,,,,,,,,,,,,
export_contribution_type_proposal_comment,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,comment2,Publicité,2017-02-03 00:00:00,,userD,nina@exemple.fr,Non publié,,,,,,,,,,,,,,
export_contribution_type_proposal_news,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,news1,Les pommiers arrivent,2017-05-01 00:00:00,Publié,,,,,,,,
export_contribution_type_proposal_news_comment,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,news1,Les pommiers arrivent,2017-05-01 00:00:00,Publié,comment3,Bravo,,2017-05-02 00:00:00,userB,Publié,,
export_contribution_type_proposal_news,proposal2,2017-02-02 00:01:00,"""1-2""",,,,userB,0,0,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,news1,Les pommiers arrivent,2017-05-01 00:00:00,Publié,,,,,,,,
export_contribution_type_proposal_reporting,proposal1,2017-02-01 00:01:00,"""1-1""",Un verger au cœur du quartier,Des pommiers,"<p>Planter</p>",userA,3,2,1,Nature,Ville,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,5,Je signale
export_contribution_type_proposal,proposal2,2017-02-02 00:01:00,"""1-2""",Des bancs,,Écrire à zoe@exemple.fr,userB,4,4,0,,Ville,,,,,,,,,export_proposal_publication_status_trashed,2017-03-01 00:00:00,hors sujet,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
surprise,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"#;

/// The same first proposal, a vote, a comment: older names, base64 ids, statuses in capitals.
pub(super) const OLDER: &str = r#"contribution_type,proposal_id,proposal_reference,proposal_title,proposal_votes_totalCount,proposal_createdAt,proposal_publishedAt,proposal_publicationStatus,proposal_trashedAt,proposal_trashedReason,proposal_link,proposal_author_id,proposal_author_username,proposal_author_email,proposal_category_name,proposal_theme_title,proposal_formattedAddress,proposal_summary,proposal_description,proposal_officialResponse,Pourquoi ici ?,Votre téléphone,Documents,proposal_votes_id,proposal_votes_createdAt,proposal_votes_publishedAt,proposal_votes_anonymous,proposal_votes_author_id,proposal_votes_author_username,proposal_comments_id,proposal_comments_body,proposal_comments_publishedAt,proposal_comments_author_id,proposal_comments_publicationStatus
proposal,UHJvcG9zYWw6cHJvcG9zYWwx,"""1-1""",Un verger au cœur du quartier,3,2017-01-31 23:00:00,2017-02-01 00:01:00,PUBLISHED,,,https://exemple.fr/p/1,VXNlcjp1c2VyQQ==,Zoé Petitpas,zoe@exemple.fr,Nature,Ville,"3 rue des Lilas, 35000 Rennes",Des pommiers,Planter douze pommiers !,Nous étudions le sol.,L’école est à côté,0639981234,https://exemple.fr/plan.pdf,,,,,,,,,,,
proposalVote,UHJvcG9zYWw6cHJvcG9zYWwx,"""1-1""",Un verger au cœur du quartier,3,,,,,,,,,,,,,,,,,,,UHJvcG9zYWxWb3RlOjkwMA==,2017-03-01 10:00:00,2017-03-01 10:00:00,No,VXNlcjp1c2VyQg==,Ali Baba,,,,,
proposalComment,UHJvcG9zYWw6cHJvcG9zYWwx,"""1-1""",Un verger au cœur du quartier,3,,,,,,,,,,Nature,Ville,,,,,,,,,,,,,,Q29tbWVudDpjb21tZW50MQ==,Et qui ramasse ?,2017-02-02 00:00:00,VXNlcjp1c2VyQw==,PUBLISHED
proposalReporting,UHJvcG9zYWw6cHJvcG9zYWwx,"""1-1""",Un verger au cœur du quartier,3,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"#;

/// Grouped by participant: a row of a vote names its proposal by reference alone.
pub(super) const GROUPED: &str = r#"export_contribution_type,export_participant_user_id,export_participant_username,export_participant_user_email,export_participant_zip_code,user_votes_proposal_ids,export_proposal_votes_id,export_proposal_votes_created_at,export_proposal_reference,export_proposal_title,export_proposal_link,export_proposal_id,export_proposal_published_at,export_proposal_summary,export_proposal_description,export_proposal_category_name,Pourquoi ici ?,Votre téléphone,Documents
export_contribution_type_proposal,userA,Zoé Petitpas,zoe@exemple.fr,35000,,,,"""1-1""",Un verger au cœur du quartier,https://exemple.fr/p/1,proposal1,2017-02-01 00:01:00,Des pommiers,Planter douze pommiers !,Nature,L’école est à côté,,https://exemple.fr/plan.pdf
export_contribution_type_proposal_vote,userB,Ali Baba,ali@exemple.fr,35000,"""1-1""",900,2017-03-01 10:00:00,"""1-1""",Un verger au cœur du quartier,,,,,,,,,
export_contribution_type_proposal_vote,userZ,Zora,zora@exemple.fr,35000,"""9-9""",903,2017-03-01 10:00:00,"""9-9""",Ailleurs,,,,,,,,,
"#;

/// Simplified: no type, no vote.
pub(super) const SIMPLIFIED: &str = "export_proposal_id,export_proposal_published_at,export_proposal_title,export_proposal_summary,export_proposal_description,export_proposal_author_id,export_proposal_votes_total_count,export_proposal_category_name,Pourquoi ici ?,Documents
proposal1,2017-02-01 00:01:00,Un verger au cœur du quartier,Des pommiers,Planter douze pommiers !,userA,3,Nature,L’école est à côté,https://exemple.fr/plan.pdf
";

#[test]
fn every_row_of_a_collection() {
    let i = read(&[FULL]);
    // Two proposals, three comments, a piece of news met twice, three votes.
    assert_eq!(outcomes(&i), [9, 1, 3]);
    assert_eq!(reasons(&i), ["comment_vote", "reporting", "unknown_type"]);
    assert_eq!(
        warnings(&i),
        ["personal_columns", "counter_disagrees", "masked"]
    );
    assert!(
        i.warnings[1]
            .message
            .contains("proposal2: the platform counts 4 votes")
    );
    let proposal = record(&i, "proposal/proposal1");
    assert_eq!(
        proposal.body,
        "Des pommiers\n\nPlanter douze pommiers\u{a0}!\n\nPourquoi ici ?\nL’école est à côté\n\n\
         Documents\nhttps://exemple.fr/plan.pdf"
    );
    assert_eq!(proposal.section.as_deref(), Some("Nature"));
    assert_eq!(proposal.support, Some(3));
    assert_eq!(proposal.counters, None);
    assert!(!proposal.moderation.moderated);
    let trashed = record(&i, "proposal/proposal2");
    assert!(trashed.moderation.moderated);
    assert_eq!(trashed.moderation.reason.as_deref(), Some("hors sujet"));
    assert_eq!(trashed.section.as_deref(), Some("Ville"));
    assert_eq!(trashed.body, "Écrire à [courriel]");
    for (id, kind, above, moderated) in [
        (
            "comment/comment1",
            Kind::Comment,
            "proposal/proposal1",
            false,
        ),
        (
            "comment/comment2",
            Kind::Comment,
            "proposal/proposal1",
            true,
        ),
        ("comment/comment3", Kind::Comment, "appendix/news1", false),
        (
            "appendix/news1",
            Kind::Appendix,
            "proposal/proposal1",
            false,
        ),
        (
            "appendix/proposal1-response",
            Kind::Appendix,
            "proposal/proposal1",
            false,
        ),
    ] {
        let found = record(&i, id);
        assert_eq!(found.kind, kind);
        assert_eq!(found.parent, Some(format!("cap-collectif/{above}")), "{id}");
        assert_eq!(found.moderation.moderated, moderated, "{id}");
    }
    assert!(record(&i, "appendix/news1").author.is_none());
    let votes: Vec<_> = i.votes.iter().map(|v| v.0.moderation.moderated).collect();
    assert_eq!(votes, [false, false, true]);
    assert!(i.votes.iter().all(|v| v.0.side == Some(Side::Favourable)));
    // An anonymous vote is nobody's: Léa's comment is by somebody else.
    assert_ne!(i.votes[1].1, record(&i, "comment/comment1").author);
    assert_eq!(i.votes[0].1, record(&i, "comment/comment3").author);
}

#[test]
fn shapes_of_a_collection_merge_in_any_order() {
    for order in [
        [FULL, OLDER, GROUPED, SIMPLIFIED],
        [SIMPLIFIED, GROUPED, OLDER, FULL],
        [OLDER, SIMPLIFIED, FULL, GROUPED],
        [GROUPED, FULL, SIMPLIFIED, OLDER],
    ] {
        let i = read(&order);
        assert_eq!(i.records.len(), 7);
        assert_eq!(i.votes.len(), 3);
        // Older: a proposal, a vote, a comment; grouped: a proposal, a vote; simplified: a proposal.
        assert_eq!(outcomes(&i), [9, 7, 5]);
        assert!(!reasons(&i).contains(&"conflict"));
        assert!(record(&i, "proposal/proposal1").url.is_some());
        assert!(record(&i, "comment/comment2").moderation.moderated);
    }
}

#[test]
fn places_names_and_addresses_stay_out() {
    let i = read(&[FULL, OLDER, GROUPED, SIMPLIFIED]);
    let kept = format!(
        "{:?} {:?} {:?} {:?}",
        i.records, i.rows, i.votes, i.warnings
    );
    for word in [
        "Petitpas",
        "Lilas",
        "48.1",
        "Beauregard",
        "0639981234",
        "Baba",
        "35000",
        "zora@",
    ] {
        assert!(!kept.contains(word), "{word}");
    }
    for name in [
        "export_proposal_formatted_address",
        "export_proposal_address_lat",
        "Votre téléphone",
        "export_participant_zip_code",
    ] {
        assert!(
            i.warnings.iter().any(|w| w.message.contains(name)),
            "{name}"
        );
    }
}

#[test]
fn an_unknown_status_is_told_and_kept() {
    let odd = OLDER.replace("PUBLISHED,,,", "EN_ATTENTE,,,");
    let i = read(&[&odd]);
    assert!(warnings(&i).contains(&"unexplained_line"));
    assert!(!record(&i, "proposal/proposal1").moderation.moderated);
}
