//! One thing or a list of them, each a name or a table of keys.

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// One thing, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany(Vec::new())
    }
}

/// What a name alone is enough for.
pub(super) trait Named: Sized {
    fn named(name: &str) -> Self;
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

impl Named for String {
    fn named(name: &str) -> Self {
        name.to_string()
    }

    fn from_map<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(de::Error::custom("a column's name is expected here"))
    }
}

/// An element of a list.
struct Element<T>(T);

impl<'de, T: Named> Deserialize<'de> for Element<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut read = OneOrMany::<T>::deserialize(deserializer)?.0;
        match (read.pop(), read.pop()) {
            (Some(one), None) => Ok(Element(one)),
            _ => Err(de::Error::custom("a list inside a list of columns")),
        }
    }
}

impl<'de, T: Named> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<T>(PhantomData<T>);

        impl<'de, T: Named> Visitor<'de> for Read<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column's name, a table { column = ... }, or a list of them")
            }

            fn visit_str<E: de::Error>(self, one: &str) -> Result<Self::Value, E> {
                Ok(OneOrMany(vec![T::named(one)]))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Ok(OneOrMany(vec![T::from_map(map)?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut many: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(Element(one)) = many.next_element()? {
                    out.push(one);
                }
                Ok(OneOrMany(out))
            }
        }

        deserializer.deserialize_any(Read(PhantomData))
    }
}
