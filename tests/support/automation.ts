/**
 * The automation object as people who write tests get it: these tests use the public contract (`index.d.mts` writes it
 * down a second time on purpose) and notice when the code drifts from it.
 */
export type {
  ExportFormat,
  PrivacyLevel,
  Recount,
  RrwebEvent,
  SessionSummary,
  StartOptions,
} from '../../scripts/playwright/index.d.mts'
