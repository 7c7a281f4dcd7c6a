//! What holds for every chart, over small, large, empty, wordy and huge data, at any width.

use super::palette::{COUNT, HAIRLINE, PAPER, RULE};
use super::*;
use crate::locale::Lang;
use crate::model::FigureId;
use proptest::prelude::*;

const LONG: &str = "Recrutement, mobilité professionnelle et reconnaissance des compétences acquises \
                    dans les services déconcentrés de l'État et les établissements publics";
const WIDE_WORD: &str = "Anticonstitutionnellement-interministérialité/déconcentration_européenne";

fn frame() -> Frame {
    Frame {
        title: "Arguments pour et contre les propositions qui parlent de formation & d'emploi"
            .into(),
        subtitle: "nombre d'arguments".into(),
        note:
            "n = 9 412 arguments. Un argument pour une proposition n'en est pas un pour son thème."
                .into(),
        source: "Source : <République numérique>, 2015.".into(),
        description: "La formation vient «en tête».".into(),
        lang: Lang::Fr,
    }
}

fn mark(n: usize) -> Mark {
    Mark {
        figure: Some(FigureId::of(&n.to_string())),
        href: Some(format!("lists/a.html?x=1&n={n}")),
        tip: format!("«{n}» <contributions> & \"plus\""),
    }
}

/// The five charts over the same labels and values.
fn charts(labels: &[String], values: &[u64], width: u32) -> Vec<(&'static str, Scene)> {
    let value = |i: usize| values.get(i % values.len().max(1)).copied().unwrap_or(0);
    let timeline = Timeline {
        frame: frame(),
        bins: values
            .iter()
            .enumerate()
            .map(|(i, &value)| Bin {
                label: format!("semaine {i}"),
                tick: (i % 2 == 0).then(|| format!("{} nov.", i + 1)),
                value,
                mark: Mark::default(),
            })
            .collect(),
    };
    let bars = Bars {
        frame: frame(),
        rows: labels
            .iter()
            .enumerate()
            .map(|(i, label)| Bar {
                label: label.clone(),
                value: value(i),
                note: if i % 3 == 0 {
                    "21,5\u{A0}%".into()
                } else {
                    String::new()
                },
                mark: mark(i),
                child: i % 4 == 2,
                tone: Tone::Count,
            })
            .collect(),
    };
    let diverging = Diverging {
        frame: frame(),
        left: "contre".into(),
        right: "pour".into(),
        rows: labels
            .iter()
            .enumerate()
            .map(|(i, label)| Split {
                label: label.clone(),
                favourable: value(i),
                against: value(i + 1) / 3,
                favourable_mark: mark(i),
                against_mark: mark(i + 1),
            })
            .collect(),
    };
    let columns = labels.len().min(18);
    let heatmap = Heatmap {
        frame: frame(),
        columns: labels.iter().take(columns).cloned().collect(),
        rows: labels
            .iter()
            .enumerate()
            .map(|(i, label)| HeatRow {
                label: label.clone(),
                cells: (0..columns)
                    .map(|c| Cell {
                        value: value(i * 7 + c * 3),
                        mark: mark(i + c),
                    })
                    .collect(),
            })
            .collect(),
    };
    let step = 1_000;
    let progression = Progression {
        frame: frame(),
        length: step * values.len() as u64,
        curves: (0..labels.len().min(6))
            .map(|c| {
                let mut sum: u64 = 0;
                let mut points = vec![(0, 0)];
                points.extend((0..values.len()).map(|i| {
                    sum = sum.saturating_add(value(i + c) / (c as u64 + 1));
                    (step * (i as u64 + 1), sum)
                }));
                Curve {
                    label: labels[c].clone(),
                    points,
                }
            })
            .collect(),
        limits: labels
            .iter()
            .enumerate()
            .map(|(i, label)| Limit {
                at: step * (i * values.len() / labels.len()) as u64,
                label: label.clone(),
            })
            .collect(),
    };
    vec![
        ("timeline", timeline.layout(width)),
        ("bars", bars.layout(width)),
        ("diverging", diverging.layout(width)),
        ("heatmap", heatmap.layout(width)),
        ("progression", progression.layout(width)),
    ]
}

/// What a careful reader would complain about.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let canvas = Extent {
        x: 0.0,
        y: 0.0,
        w: scene.width as f32,
        h: scene.height as f32,
    };
    let boxes: Vec<(usize, &Shape, Extent)> = scene
        .shapes
        .iter()
        .enumerate()
        .map(|(i, shape)| (i, shape, shape.extent()))
        .collect();
    for (_, shape, extent) in &boxes {
        if !canvas.holds(extent) {
            faults.push(format!("outside: {shape:?}"));
        }
        if let Shape::Text(text) = shape
            && text.size < 12
        {
            faults.push(format!("small: {text:?}"));
        }
    }
    for (i, a, at) in &boxes {
        for (j, b, bt) in &boxes[i + 1..] {
            let overlap = at.overlaps(bt);
            match (a, b) {
                (Shape::Text(a), Shape::Text(b)) if overlap => {
                    faults.push(format!("texts: {} | {}", a.text, b.text));
                }
                (Shape::Area { .. }, Shape::Area { .. }) if overlap => {
                    faults.push(format!("areas: {at:?} | {bt:?}"));
                }
                (Shape::Text(text), Shape::Rect { .. } | Shape::Line { .. }) if overlap => {
                    faults.push(format!("drawn over «{}»: {b:?}", text.text));
                }
                (Shape::Rect { fill, .. }, Shape::Text(text)) if overlap => {
                    let inside = at.x <= bt.x && bt.x + bt.w <= at.x + at.w;
                    let legible = fill.contrast(text.fill) >= 4.5;
                    if !(inside && legible) || *fill == COUNT || *fill == HAIRLINE {
                        faults.push(format!("«{}» on {a:?}", text.text));
                    }
                }
                // A white place is made for a text that is on a gridline.
                (Shape::Line { .. }, Shape::Text(text)) => {
                    let cleared = boxes[i + 1..*j].iter().any(|(_, s, e)| {
                        matches!(s, Shape::Rect { fill, .. } if *fill == PAPER) && e.holds(bt)
                    });
                    let crossed = at.y + at.h > bt.y
                        && at.y < bt.y + bt.h
                        && at.x + at.w > bt.x
                        && at.x < bt.x + bt.w;
                    if crossed && !cleared {
                        faults.push(format!("gridline through «{}»", text.text));
                    }
                }
                (Shape::Rect { .. }, Shape::Line { stroke, .. }) if *stroke == RULE => {
                    faults.push(format!("gridline over {a:?}"));
                }
                _ => {}
            }
        }
    }
    faults
}

fn assert_clean(labels: &[String], values: &[u64]) {
    for width in [340, 360, 420, 599, 600, 720, 960, 1200] {
        for (name, scene) in charts(labels, values, width) {
            let found = faults(&scene);
            assert!(found.is_empty(), "{name} at {width} px: {found:#?}");
        }
    }
}

fn labels(count: usize, text: &str) -> Vec<String> {
    (0..count).map(|i| format!("{text} {i}")).collect()
}

#[test]
fn nothing_clips_or_overlaps() {
    let skewed: Vec<u64> = (1..=40).map(|i| 40_000 / (i * i)).collect();
    assert_clean(&labels(35, "Formation et compétences"), &skewed);
    assert_clean(&labels(3, "Santé"), &[3, 0, 1]);
    assert_clean(&labels(1, "Seule"), &[1]);
    assert_clean(&labels(12, LONG), &skewed);
    assert_clean(&labels(9, WIDE_WORD), &skewed);
}

#[test]
fn zeros_and_nothing_are_drawn_too() {
    assert_clean(&labels(8, "Thème"), &[0; 13]);
    assert_clean(&[], &[]);
    assert_clean(&[String::new(), " ".into()], &[0, 2]);
    for (name, scene) in charts(&labels(2, "Thème"), &[0, 0], 960) {
        let zeros = scene
            .shapes
            .iter()
            .filter(|s| matches!(s, Shape::Text(t) if t.text == "0"))
            .count();
        assert!(zeros >= 1, "{name} shows its zeros");
    }
}

#[test]
fn a_last_part_s_name_leaves_room_for_the_number_of_a_curve_of_nothing() {
    let chart = Progression {
        frame: frame(),
        length: 1_000,
        curves: [0, 9]
            .map(|n| Curve {
                label: "x".into(),
                points: vec![(0, 0), (1_000, n)],
            })
            .to_vec(),
        limits: [0, 990]
            .map(|at| Limit {
                at,
                label: LONG.into(),
            })
            .to_vec(),
    };
    for width in [340, 599, 960] {
        assert_eq!(faults(&chart.layout(width)), Vec::<String>::new());
    }
}

#[test]
fn huge_values_and_many_bins_fit() {
    let huge = [9_876_543_210_123, 1, 12, 1_000_000, 0];
    assert_clean(&labels(5, "Thème"), &huge);
    let days: Vec<u64> = (0..1_500).map(|d| d * 37 % 211).collect();
    assert_clean(&labels(4, "Jour"), &days);
    // The largest numbers that there are may leave a narrow sheet, but nothing else goes wrong.
    for width in [0, 340, 960, u32::MAX] {
        for (_, scene) in charts(&labels(3, "Thème"), &[u64::MAX, 0, 7], width) {
            assert!(scene.height > 100 && WIDTHS.contains(&scene.width));
        }
    }
}

#[test]
fn both_sides_of_zero_share_a_scale_and_say_their_numbers() {
    let row = |favourable, against| Split {
        label: "x".into(),
        favourable,
        against,
        ..Split::default()
    };
    let chart = Diverging {
        rows: vec![row(300, 100), row(0, 0)],
        ..Diverging::default()
    };
    let scene = chart.layout(960);
    let of = |colour| {
        scene.shapes.iter().find_map(|s| match s {
            Shape::Rect { w, fill, .. } if *fill == colour => Some(*w),
            _ => None,
        })
    };
    let (f, a) = (
        of(palette::FAVOURABLE).unwrap(),
        of(palette::AGAINST).unwrap(),
    );
    assert!((f - 3 * a).abs() <= 3, "{f} and {a}");
    let texts: Vec<&str> = scene
        .shapes
        .iter()
        .filter_map(|s| {
            if let Shape::Text(t) = s {
                Some(t.text.as_str())
            } else {
                None
            }
        })
        .collect();
    assert_eq!(texts, ["n", "x", "400", "100", "300", "x", "0", "0", "0"]);
}

#[test]
fn a_page_gets_links_tips_and_unique_ids() {
    let (_, scene) = charts(&labels(3, "a<b"), &[3, 2, 1], 960).remove(1);
    let page = scene.draw("c1").unwrap().inline();
    for part in [
        "class=\"chart\"",
        "viewBox=\"0 0 960 ",
        "role=\"img\"",
        "lang=\"fr\"",
        "<title id=\"c1-title\">Arguments",
        "<desc id=\"c1-desc\">La formation",
        "href=\"lists/a.html?x=1&amp;n=0\"",
        "data-figure=\"f-",
        "<title>«0» &lt;contributions&gt; &amp; &quot;plus&quot;</title>",
        "a&lt;b 0",
        "font-weight=\"600\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for foreign in ["@font-face", " dy=", "bold", " width=\"960\"", "opacity"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(page.matches(" id=\"").count(), 2);
    assert_eq!(page.matches("<a ").count(), 3);
}

#[test]
fn a_file_stands_alone_and_is_the_same_every_time() {
    for (name, scene) in charts(&labels(6, "Thème"), &[5, 4, 3, 2, 1, 0], 360) {
        let drawing = scene.draw("x").unwrap();
        let file = drawing.standalone();
        assert!(file.starts_with("<?xml") && file.contains("data:font/woff2;base64,"));
        assert_eq!(file, scene.draw("x").unwrap().standalone(), "{name}");
        let png = drawing.png(2.0).unwrap();
        assert_eq!(png, scene.draw("x").unwrap().png(2.0).unwrap(), "{name}");
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!((size(16), size(20)), (2 * scene.width, 2 * scene.height));
    }
    let (_, scene) = charts(&[], &[], 360).remove(0);
    let drawing = scene.draw("x").unwrap();
    for scale in [f32::NAN, 0.0, -1.0, 1e-4, 1e4, f32::INFINITY] {
        assert!(matches!(drawing.png(scale), Err(ChartError::Size { .. })));
    }
}

#[test]
fn texts_are_as_wide_as_they_are_measured() {
    use resvg::usvg;
    let options = usvg::Options {
        fontdb: font::database(),
        ..usvg::Options::default()
    };
    for text in [
        "Formation et compétences",
        "AVATAR Ty. «Œuvre»",
        "1\u{202F}412 · 21,5\u{A0}%",
        LONG,
    ] {
        for weight in [Weight::Regular, Weight::SemiBold] {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2000\" height=\"40\"><text y=\"20\" \
                 font-family=\"Inter\" font-size=\"14\" font-weight=\"{}\">{text}</text></svg>",
                weight.number()
            );
            let tree = usvg::Tree::from_str(&svg, &options).unwrap();
            let Some(usvg::Node::Text(drawn)) = tree.root().children().first() else {
                panic!("no text in {svg}");
            };
            let (drawn, measured) = (drawn.bounding_box().width(), font::width(text, 14, weight));
            // Kerning is not measured, side bearings are not drawn.
            assert!(
                drawn <= measured + 0.5,
                "{text}: {drawn} drawn, {measured} measured"
            );
            assert!(
                drawn >= 0.94 * measured - 3.0,
                "{text}: {drawn} drawn, {measured} measured"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_data_at_any_width_stays_clean(
        labels in prop::collection::vec("[A-Za-zéèàœ' -]{0,70}", 0..20),
        values in prop::collection::vec(0_u64..100_000_000_000, 1..40),
        cut in 0_u32..36,
        width in 340_u32..=1200,
    ) {
        let values: Vec<u64> = values.into_iter().map(|v| v >> cut).collect();
        for (name, scene) in charts(&labels, &values, width) {
            let found = faults(&scene);
            prop_assert!(found.is_empty(), "{} at {} px: {:#?}", name, width, found);
        }
    }
}
