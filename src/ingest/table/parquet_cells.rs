//! Values of Parquet as text: numbers without exponent, dates and moments as civil or with their zone.

use jiff::civil;
use polars_arrow::array::{
    Array, BinaryViewArray, BooleanArray, DictionaryArray, FixedSizeBinaryArray,
    FixedSizeListArray, ListArray, PrimitiveArray, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType, IntegerType, TimeUnit};

/// Whether values of a type are texts, numbers, dates and the like, or lists of such.
pub(super) fn is_readable(dtype: &ArrowDataType) -> bool {
    match dtype {
        ArrowDataType::List(inner)
        | ArrowDataType::LargeList(inner)
        | ArrowDataType::FixedSizeList(inner, _) => is_plain(&inner.dtype),
        dtype => is_plain(dtype),
    }
}

fn is_plain(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as T;
    match dtype {
        T::Dictionary(_, values, _) => is_plain(values),
        T::Null
        | T::Boolean
        | T::Int8
        | T::Int16
        | T::Int32
        | T::Int64
        | T::UInt8
        | T::UInt16
        | T::UInt32
        | T::UInt64
        | T::Float32
        | T::Float64
        | T::Timestamp(..)
        | T::Date32
        | T::Time32(_)
        | T::Time64(_)
        | T::Decimal(..)
        | T::Utf8View
        | T::BinaryView
        | T::FixedSizeBinary(_) => true,
        _ => false,
    }
}

/// A value as text; nothing where it is null or of a type that [`is_readable`] denies. `utc` says that moments
/// without a zone are of UTC, not what a clock showed.
pub(super) fn text(array: &dyn Array, at: usize, utc: bool) -> String {
    if at >= array.len() || array.is_null(at) {
        return String::new();
    }
    read(array, at, utc).unwrap_or_default()
}

fn primitive<T: polars_arrow::types::NativeType>(array: &dyn Array, at: usize) -> Option<T> {
    Some(
        array
            .as_any()
            .downcast_ref::<PrimitiveArray<T>>()?
            .value(at),
    )
}

fn read(array: &dyn Array, at: usize, utc: bool) -> Option<String> {
    use ArrowDataType as T;
    let any = array.as_any();
    macro_rules! number {
        ($t:ty) => {
            primitive::<$t>(array, at).map(|n| n.to_string())
        };
    }
    match array.dtype() {
        T::Boolean => Some(any.downcast_ref::<BooleanArray>()?.value(at).to_string()),
        T::Int8 => number!(i8),
        T::Int16 => number!(i16),
        T::Int32 => number!(i32),
        T::Int64 => number!(i64),
        T::UInt8 => number!(u8),
        T::UInt16 => number!(u16),
        T::UInt32 => number!(u32),
        T::UInt64 => number!(u64),
        // Rust prints the shortest digits that are this number, and 12.0 as 12.
        T::Float32 => primitive::<f32>(array, at)
            .filter(|n| n.is_finite())
            .map(|n| n.to_string()),
        T::Float64 => primitive::<f64>(array, at)
            .filter(|n| n.is_finite())
            .map(|n| n.to_string()),
        T::Decimal(_, scale) => Some(decimal(primitive::<i128>(array, at)?, *scale)),
        T::Date32 => day(primitive::<i32>(array, at)?),
        T::Time32(unit) => clock(primitive::<i32>(array, at)?.into(), *unit),
        T::Time64(unit) => clock(primitive::<i64>(array, at)?, *unit),
        T::Timestamp(unit, zone) => {
            moment(primitive::<i64>(array, at)?, *unit, utc || zone.is_some())
        }
        T::Utf8View => Some(any.downcast_ref::<Utf8ViewArray>()?.value(at).to_string()),
        T::BinaryView => Some(bytes(any.downcast_ref::<BinaryViewArray>()?.value(at))),
        T::FixedSizeBinary(_) => Some(bytes(any.downcast_ref::<FixedSizeBinaryArray>()?.value(at))),
        T::List(_) => Some(joined(
            any.downcast_ref::<ListArray<i32>>()?.value(at).as_ref(),
            utc,
        )),
        T::LargeList(_) => Some(joined(
            any.downcast_ref::<ListArray<i64>>()?.value(at).as_ref(),
            utc,
        )),
        T::FixedSizeList(..) => Some(joined(
            any.downcast_ref::<FixedSizeListArray>()?.value(at).as_ref(),
            utc,
        )),
        T::Dictionary(keys, ..) => {
            macro_rules! category {
                ($k:ty) => {{
                    let array = any.downcast_ref::<DictionaryArray<$k>>()?;
                    let key = usize::try_from(array.keys().value(at)).ok()?;
                    Some(text(array.values().as_ref(), key, utc))
                }};
            }
            match keys {
                IntegerType::Int8 => category!(i8),
                IntegerType::Int16 => category!(i16),
                IntegerType::Int32 => category!(i32),
                IntegerType::Int64 => category!(i64),
                IntegerType::UInt8 => category!(u8),
                IntegerType::UInt16 => category!(u16),
                IntegerType::UInt32 => category!(u32),
                IntegerType::UInt64 => category!(u64),
                _ => None,
            }
        }
        _ => None,
    }
}

fn joined(values: &dyn Array, utc: bool) -> String {
    let parts: Vec<String> = (0..values.len()).map(|at| text(values, at, utc)).collect();
    parts.join(", ")
}

/// Bytes that some programs write texts as.
fn bytes(value: &[u8]) -> String {
    crate::ingest::decode(value).0.into_owned()
}

fn decimal(value: i128, scale: usize) -> String {
    let digits = format!(
        "{:0>width$}",
        value.unsigned_abs(),
        width = scale.saturating_add(1).min(60)
    );
    let (whole, rest) = digits.split_at(digits.len().saturating_sub(scale));
    let rest = rest.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}")
}

fn day(days: i32) -> Option<String> {
    let day = civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?);
    day.ok().map(|d| d.to_string())
}

fn nanoseconds(ticks: i64, unit: TimeUnit) -> i128 {
    i128::from(ticks)
        * match unit {
            TimeUnit::Second => 1_000_000_000,
            TimeUnit::Millisecond => 1_000_000,
            TimeUnit::Microsecond => 1_000,
            TimeUnit::Nanosecond => 1,
        }
}

fn clock(ticks: i64, unit: TimeUnit) -> Option<String> {
    let second = nanoseconds(ticks, unit).div_euclid(1_000_000_000);
    let midnight = civil::Time::midnight();
    let span = jiff::SignedDuration::from_secs(second.try_into().ok()?);
    midnight.checked_add(span).ok().map(|t| t.to_string())
}

/// A moment: with a zone it is one of UTC, without it is what a clock showed.
fn moment(ticks: i64, unit: TimeUnit, zone: bool) -> Option<String> {
    let at = jiff::Timestamp::from_nanosecond(nanoseconds(ticks, unit)).ok()?;
    if zone {
        return Some(at.to_string());
    }
    let shown = at.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime();
    Some(shown.to_string().replacen('T', " ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_days_and_moments() {
        assert_eq!(decimal(123_450, 3), "123.45");
        assert_eq!(
            (decimal(-5, 2), decimal(7, 0)),
            ("-0.05".into(), "7".into())
        );
        assert_eq!(day(16_419).as_deref(), Some("2014-12-15"));
        assert_eq!(day(i32::MAX), None);
        let at = 1_418_680_985;
        assert_eq!(
            moment(at, TimeUnit::Second, false).as_deref(),
            Some("2014-12-15 22:03:05")
        );
        assert_eq!(
            moment(at * 1000 + 250, TimeUnit::Millisecond, true).as_deref(),
            Some("2014-12-15T22:03:05.25Z")
        );
        assert_eq!(moment(i64::MAX, TimeUnit::Second, true), None);
        assert_eq!(clock(79_385, TimeUnit::Second).as_deref(), Some("22:03:05"));
    }
}
