import { useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { useServices } from '../services'
import field from '../ui/Field.module.css'
import styles from './Facts.module.css'
import { parseTags } from './parseTags'

/** What the person writes about a session: found by the search of the library. Stored when a field is left. */
export function NoteFields({ session }: { session: Session }) {
  const services = useServices()
  const [problem, setProblem] = useState('')
  const store = (patch: { note?: string; tags?: string[] }) => {
    services.updateSession(session.sessionId, patch).then(
      () => setProblem(''),
      (error: unknown) => setProblem(describeError(error)),
    )
  }
  return (
    <div class={styles.notes}>
      <label>
        {i18n.t('info.note')}
        <textarea
          class={field.input}
          rows={2}
          maxLength={5000}
          defaultValue={session.note ?? ''}
          onChange={(event) => store({ note: event.currentTarget.value.trim() })}
        />
      </label>
      <label>
        {i18n.t('info.tags')}
        <input
          class={field.input}
          placeholder={i18n.t('info.tagsHint')}
          maxLength={500}
          defaultValue={session.tags?.join(', ') ?? ''}
          onChange={(event) => store({ tags: parseTags(event.currentTarget.value) })}
        />
      </label>
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  )
}
