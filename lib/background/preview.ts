import { browser } from 'wxt/browser'
import { i18n } from '#i18n'
import type { PreviewSettings } from '../privacy/previewTab'
import { getSettings } from '../store/settings'
import { getSite } from '../store/sites'
import { originOf } from './pageKind'
import { refusal } from './refusal'
import { getRun } from './runs'

const SCRIPT = '/content-scripts/preview.js'

export interface PreviewChoice {
  /** Whose rules are shown; absent: our own. */
  profile?: string
  /** One of that vendor's levels. */
  level?: string
}

/** Shows on the page of a tab what would be recorded of it, or takes that away again. */
export async function togglePreview(tabId: number, choice: PreviewChoice = {}): Promise<boolean> {
  if (choice.profile === undefined && (await closePreview(tabId))) return false
  const settings = await previewSettings(tabId, choice)
  const target = { tabId, allFrames: true }
  try {
    await browser.scripting.executeScript({ target, func: hand, args: [settings] })
    await browser.scripting.executeScript({ target, files: [SCRIPT] })
  } catch {
    throw refusal('no-access')
  }
  return true
}

/** Whether there was one to close. */
export async function closePreview(tabId: number): Promise<boolean> {
  const results = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: close })
    .catch(() => [])
  return results.some(({ result }) => result === true)
}

async function previewSettings(
  tabId: number,
  { profile = '', level = '' }: PreviewChoice,
): Promise<PreviewSettings> {
  const tab = await browser.tabs.get(tabId)
  const [site, settings, run] = await Promise.all([
    getSite(originOf(tab.url)),
    getSettings(),
    getRun(tabId),
  ])
  const policy = run?.policy ?? {
    level: site?.privacy ?? settings.privacy,
    rules: site?.rules ?? [],
  }
  return {
    policy,
    profile,
    level,
    texts: {
      title: i18n.t('preview.title'),
      close: i18n.t('preview.close'),
      hint: i18n.t('preview.hint'),
      becomes: i18n.t('preview.becomes'),
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
    },
  }
}

// The next two run in the page's isolated world: they may use nothing from outside themselves.

function hand(settings: PreviewSettings): void {
  Object.assign(globalThis, { recountPreviewSettings: settings })
}

function close(): boolean {
  const preview: unknown = Reflect.get(globalThis, 'recountPreview')
  if (typeof preview !== 'object' || preview === null || !('stop' in preview)) return false
  if (typeof preview.stop === 'function') preview.stop()
  return true
}
