//! Recipes print in one way and have one id.

use super::*;
use crate::model::ModeratedOption;

fn records(kinds: Kinds, filters: &[Filter]) -> CorpusRecipe {
    CorpusRecipe::new(Count::Records(kinds), filters.iter().cloned())
}

#[test]
fn conditions_are_sorted_and_the_usual_choices_unsaid() {
    let theme = Filter::Theme("formation".into());
    let section = Filter::Section("Quel service, demain ?".into());
    let one = records(Kinds::CONTRIBUTIONS, &[theme.clone(), section.clone()]);
    let other = records(Kinds::CONTRIBUTIONS, &[section, theme]);
    assert_eq!(one, other);
    assert_eq!(
        one.to_string(),
        "contributions; theme=formation; section=\"Quel service, demain ?\""
    );
    let include = Inclusion::from(ModeratedOption::Include);
    assert_eq!(
        one.clone()
            .under(Set::Counted, include, Some("élus"))
            .to_string(),
        "contributions; theme=formation; section=\"Quel service, demain ?\"; moderated=include; in=élus"
    );
    let aside = one.clone().under(Set::Moderated, include, None);
    assert_eq!(aside, one.under(Set::Moderated, Inclusion::default(), None));
}

#[test]
fn ids_stay_what_they_are() {
    // These ids are cited: a change here breaks the links to figures in published reports.
    let cited: [(Recipe, &str, &str); 6] = [
        (
            records(Kinds::CONTRIBUTIONS, &[]).into(),
            "contributions",
            "f-c47d81da90",
        ),
        (
            records(
                Kinds::ARGUMENTS,
                &[
                    Filter::ParentTheme("formation".into()),
                    Filter::Declared(DeclaredSide::Favourable),
                ],
            )
            .into(),
            "arguments; parent-theme=formation; declared=favourable",
            "f-fbd3b06e68",
        ),
        (
            CorpusRecipe::new(Count::Authors(Kinds::ALL), []).into(),
            "authors of records",
            "f-aaa718bff1",
        ),
        (
            CorpusRecipe::new(Count::Counters(Some(Counter::Against)), []).into(),
            "counters against",
            "f-4fff00b085",
        ),
        (
            CorpusRecipe::new(
                Count::Authors(Kinds::CONTRIBUTIONS),
                [Filter::AuthorWrote {
                    kinds: Kinds::CONTRIBUTIONS,
                    least: 2,
                    most: Some(4),
                }],
            )
            .into(),
            "authors of contributions; author-wrote=2-4:contributions",
            "f-1d6f0d4c3b",
        ),
        (
            JournalRecipe::Refused {
                reason: "no_side".into(),
                what: "vote".into(),
            }
            .into(),
            "source rows; outcome=refused; reason=no_side; what=vote",
            "f-ed89ee7b4e",
        ),
    ];
    for (recipe, shown, id) in cited {
        assert_eq!(recipe.to_string(), shown);
        assert_eq!(recipe.id().as_str(), id, "{shown}");
        let json = serde_json::to_string(&recipe).unwrap();
        assert_eq!(
            serde_json::from_str::<Recipe>(&json).unwrap(),
            recipe,
            "{json}"
        );
    }
}

#[test]
fn a_part_has_its_whole() {
    let theme = Filter::Theme("formation".into());
    let section = Filter::Section("A".into());
    let part = records(Kinds::CONTRIBUTIONS, &[theme, section.clone()]);
    assert_eq!(part.base(), Some(records(Kinds::CONTRIBUTIONS, &[section])));
    assert_eq!(records(Kinds::CONTRIBUTIONS, &[]).base(), None);
    let side = Filter::Declared(DeclaredSide::Against);
    let can = records(Kinds::CONTRIBUTIONS, &[Filter::CanDeclare]);
    assert_eq!(
        records(Kinds::CONTRIBUTIONS, std::slice::from_ref(&side)).base(),
        Some(can)
    );
    let arguments = records(Kinds::ARGUMENTS, &[]);
    assert_eq!(records(Kinds::ARGUMENTS, &[side]).base(), Some(arguments));
    let active = Filter::MostActive(MostActive::Tenth);
    let signed = records(Kinds::TEXTS, &[Filter::Signed]);
    assert_eq!(records(Kinds::TEXTS, &[active]).base(), Some(signed));
}
