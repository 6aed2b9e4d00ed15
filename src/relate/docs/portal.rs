//! Links that name something of the portal itself: `entity:component:default/pay`, `/catalog/default/component/pay`, `/docs/default/component/pay/guide`.

use percent_encoding::percent_decode_str;

use super::resolve::Resolver;
use super::words;
use crate::base::site_path::SitePath;
use crate::base::source::Place;
use crate::base::suggest;
use crate::model::docs::Target;
use crate::model::entity_ref::EntityRef;

/// The portal's own pages that docs may name.
const PAGES: [&str; 4] = ["catalog", "docs", "search", "health"];

impl Resolver<'_> {
    /// Understands `entity:` and a reference; kind and namespace may be left out, as in descriptors.
    pub(super) fn entity_link(&mut self, text: &str, place: Place) -> Target {
        let text = percent_decode_str(text.split('#').next().unwrap_or_default()).decode_utf8_lossy().into_owned();
        let reference = EntityRef::parse(text.trim_start_matches('/').trim(), Some("component"), &self.entity.namespace);
        match reference.ok().and_then(|reference| self.known(&reference)) {
            Some(known) => Target::Page { path: known.site_path(), fragment: None },
            None => {
                let near = EntityRef::parse(text.trim(), Some("component"), &self.entity.namespace).ok();
                let near = near.and_then(|reference| self.near_entity(&reference));
                self.found.push(words::broken_entity(text.trim(), near.map(|near| format!("entity:{near}")), place));
                Target::Broken
            }
        }
    }

    /// Finds an entity by its name, or by one that it had.
    fn known(&self, reference: &EntityRef) -> Option<EntityRef> {
        let reference = self.names.aliases.get(reference).unwrap_or(reference);
        self.names.titles.contains_key(reference).then(|| reference.clone())
    }

    /// Finds the entity of the same kind whose name is nearest.
    fn near_entity(&self, reference: &EntityRef) -> Option<EntityRef> {
        let of_kind = self.names.titles.keys().filter(|known| known.kind == reference.kind);
        let near = suggest::nearest(&reference.name, of_kind.clone().map(|known| known.name.as_str()))?;
        of_kind.clone().find(|known| known.name == near).cloned()
    }

    /// Understands a path of the portal that exists.
    pub(super) fn portal_path(&mut self, written: &str, fragment: &str, place: &Place) -> Option<Target> {
        let (section, reference, rest) = entity_path(written)?;
        let reference = self.known(&reference)?;
        let (index, docs) = (self.index, rest.strip_prefix("docs/").or_else(|| (rest == "docs").then_some("")));
        let page = match (section, docs) {
            ("docs", _) => index.of_address(&reference, &rest.to_lowercase())?,
            // The docs tab of an entity's page.
            ("catalog", Some(docs)) => index.of_address(&reference, &docs.to_lowercase())?,
            ("catalog", None) => return Some(Target::Page { path: reference.site_path(), fragment: None }),
            _ => return None,
        };
        Some(self.page(page, fragment, place.clone()))
    }

    /// Understands a path of the portal that no file of the repository is meant by: one of its own pages, or something that does not exist.
    pub(super) fn portal_missing(&mut self, written: &str, place: &Place) -> Option<Target> {
        let path = written.strip_prefix('/')?.trim_end_matches('/');
        let is_kind = |kind: &str| self.names.titles.keys().any(|known| known.kind == kind.to_lowercase());
        if PAGES.contains(&path) || path.strip_prefix("catalog/").is_some_and(is_kind) {
            return Some(Target::Page { path: SitePath::page([path]), fragment: None });
        }
        let (section, reference, rest) = entity_path(written)?;
        if !matches!(section, "docs" | "catalog") {
            return None;
        }
        let near = match self.known(&reference) {
            None => {
                let near = self.near_entity(&reference);
                near.map(|near| format!("/{section}/{}/{}/{}", near.namespace, near.kind, near.name))
            }
            Some(known) => {
                let rest = rest.to_lowercase();
                let near = self.index.addresses(&known).and_then(|addresses| suggest::nearest(&rest, addresses));
                near.map(|near| format!("/docs/{}/{}/{}/{near}", known.namespace, known.kind, known.name))
            }
        };
        self.found.push(words::broken_portal_link(written, near, place.clone()));
        Some(Target::Broken)
    }
}

/// Takes `/<section>/<namespace>/<kind>/<name>/<rest>` apart.
fn entity_path(written: &str) -> Option<(&str, EntityRef, &str)> {
    let mut parts = written.strip_prefix('/')?.trim_end_matches('/').splitn(5, '/');
    let (section, namespace, kind, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some((section, EntityRef::new(kind, namespace, name), parts.next().unwrap_or_default()))
}
