import { browser } from 'wxt/browser'
import { i18n } from '#i18n'
import type { BannerTexts } from '../messages/protocol'

/** What the page indicator says. The recorder brings no texts along: they would weigh on every page. */
export function indicatorText(isBuffer: boolean): string {
  return i18n.t(isBuffer ? 'indicator.buffer' : 'indicator.recording')
}

/** In a private window no answer is remembered. */
export function bannerTexts({ isPrivate }: { isPrivate: boolean }): BannerTexts {
  return {
    language: browser.i18n.getUILanguage(),
    label: i18n.t('banner.label'),
    title: i18n.t('banner.title'),
    text: i18n.t('banner.text'),
    ...(isPrivate ? {} : { remember: i18n.t('banner.remember') }),
    yes: i18n.t('banner.yes'),
    no: i18n.t('banner.no'),
  }
}
