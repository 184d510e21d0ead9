import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { Icon } from '../ui/Icon'
import type { Thumbnails } from './createThumbnails'
import styles from './SessionRow.module.css'

/** A small picture of a session. For the eye: title and address say which one it is. */
export function Thumbnail({ session, thumbnails }: { session: Session; thumbnails: Thumbnails }) {
  const [address, setAddress] = useState<string>()
  const { sessionId, revision, status } = session
  // Other changes of the session do not change its picture.
  useEffect(() => {
    const showing = thumbnails.show(session, setAddress)
    return () => showing.stop()
  }, [thumbnails, sessionId, revision, status])
  return (
    <div class={styles.picture} aria-hidden="true">
      {address ? <img src={address} alt="" /> : <Icon name="page" size={18} />}
    </div>
  )
}
