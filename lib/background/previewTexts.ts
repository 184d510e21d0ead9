import { i18n } from '#i18n'
import type { PreviewTexts } from '../privacy/previewTexts'

/** What the overlay on the page says, in the person's language. */
export function previewTexts(): PreviewTexts {
  return {
    title: i18n.t('preview.title'),
    close: i18n.t('preview.close'),
    hint: i18n.t('preview.hint'),
    pick: i18n.t('preview.pick'),
    pickHint: i18n.t('preview.pickHint'),
    about: i18n.t('preview.about'),
    level: i18n.t('preview.level'),
    becomes: i18n.t('preview.becomes'),
    dropped: i18n.t('preview.dropped'),
    states: {
      kept: i18n.t('preview.kept'),
      masked: i18n.t('preview.masked'),
      blocked: i18n.t('preview.blocked'),
    },
    reasons: {
      level: i18n.t('preview.byLevel'),
      token: i18n.t('preview.byToken'),
      'vendor-token': i18n.t('preview.byVendorToken'),
      rule: i18n.t('preview.byRule'),
      floor: i18n.t('preview.byFloor'),
      field: i18n.t('preview.byField'),
    },
    whats: {
      text: i18n.t('preview.text'),
      input: i18n.t('preview.field'),
      image: i18n.t('preview.picture'),
    },
    confidence: {
      code: i18n.t('preview.fromCode'),
      documentation: i18n.t('preview.fromDocs'),
    },
    rule: {
      title: i18n.t('preview.makeRule'),
      scope: i18n.t('preview.scope'),
      element: i18n.t('preview.scopeElement'),
      similar: i18n.t('preview.scopeSimilar'),
      site: i18n.t('preview.scopeSite'),
      // The overlay puts the number in: it changes with every choice.
      matches: i18n.t('preview.matches', ['$1']),
      effects: {
        mask: i18n.t('effect.mask'),
        block: i18n.t('effect.block'),
        allow: i18n.t('effect.allow'),
        ignore: i18n.t('effect.ignore'),
      },
      undo: i18n.t('preview.undo'),
      undone: i18n.t('preview.undone'),
      made: i18n.t('preview.ruleMade', ['$1']),
      wider: i18n.t('preview.wider'),
      done: i18n.t('preview.done'),
    },
  }
}
