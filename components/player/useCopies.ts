import { describeError } from '../../lib/platform/describeError'
import { toHost } from '../format/address'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { copyText } from '../ui/CopyButton'
import type { Toaster } from '../ui/Toast'
import type { OpenPlayer } from './usePlayer'

export interface Copies {
  /** A link to this session at this moment. */
  link(): void
  /** The page as it is shown now, at its full size. */
  picture(): void
}

/** What can be taken along from the moment that is shown. */
export function useCopies(open: OpenPlayer, toaster: Toaster): Copies {
  const services = useServices()
  const told = (text: string) => toaster.show(text, { durationMs: 3000 })
  return {
    link() {
      const { sessionId } = open.session
      const { timeMs } = open.player.state.value
      const route = formatRoute({ view: 'session', sessionId, timeMs })
      const link = new URL(route, new URL(services.pages.sessions, location.href))
      copyText(link.href).then(
        () => told(i18n.t('player.linkCopied')),
        () => toaster.show(link.href),
      )
    },
    picture() {
      const made = pictureOf(open)
      // Given as a promise: the browser lets a page copy only right after a click or a key.
      const item = () => new ClipboardItem({ 'image/png': made })
      Promise.resolve()
        .then(() => navigator.clipboard.write([item()]))
        .then(
          () => told(i18n.t('player.pictureCopied')),
          () =>
            // DevTools keeps the clipboard from its panels; a file can be had everywhere.
            made.then((blob) => {
              saveFile(fileName(open), blob)
              told(i18n.t('player.pictureSaved'))
            }),
        )
        .catch((error: unknown) => toaster.show(describeError(error)))
    },
  }
}

async function pictureOf({ player }: OpenPlayer): Promise<Blob> {
  const { canvas } = await player.picture(1)
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error(i18n.t('player.noPicture')))
    }, 'image/png')
  })
}

function fileName({ session, player }: OpenPlayer): string {
  const time = formatClock(player.state.value.timeMs).replaceAll(':', '-')
  return `${toHost(session.url).replace(/[^\w.-]/g, '-')}-${time}.png`
}
