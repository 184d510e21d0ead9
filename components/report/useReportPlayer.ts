import { signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { describeError } from '../../lib/platform/describeError'
import type { Player } from '../../lib/player/player'
import type { OpenPlayer } from '../player/usePlayer'
import { useServices } from '../services'
import type { OpenSource } from './useReportSource'

export type ReportPlayer =
  | { status: 'loading'; open?: OpenPlayer }
  | { status: 'ready'; open: OpenPlayer }
  | { status: 'failed'; error: string; open?: undefined }

/** A player of what goes into the report. When that changes, another one takes over at the same moment. */
export function useReportPlayer(
  openSource: OpenSource,
  container: RefObject<HTMLElement | null>,
  firstMs: number | undefined,
): ReportPlayer {
  const services = useServices()
  const [state, setState] = useState<ReportPlayer>({ status: 'loading' })
  const current = useRef<Player>(undefined)
  const isFirst = useRef(true)

  useEffect(() => {
    const element = container.current
    if (!element) return
    let isOver = false
    const show = async () => {
      const source = openSource()
      const session = await source.session()
      const player = await services.createPlayer({ source, container: element })
      const atMs = current.current?.state.value.timeMs
      if (atMs !== undefined) await player.seek(atMs).catch(() => {})
      if (isOver) {
        player.stop()
        return
      }
      current.current?.stop()
      current.current = player
      const { status, error = '' } = player.state.value
      if (status === 'failed') {
        setState({ status: 'failed', error })
        return
      }
      const watched = signal(player.state.value)
      player.state.subscribe((next) => {
        watched.value = next
      })
      setState({ status: 'ready', open: { player, session, source, state: watched } })
    }
    setState((before) => ({ status: 'loading', open: before.open }))
    show().catch((error: unknown) => {
      if (!isOver) setState({ status: 'failed', error: describeError(error) })
    })
    return () => {
      isOver = true
    }
  }, [services, openSource, container])

  useEffect(
    () => () => {
      current.current?.stop()
      current.current = undefined
    },
    [],
  )

  // The moment that the report is about, once it is known and unless the person looks elsewhere already.
  const player = state.open?.player
  useEffect(() => {
    if (!player || firstMs === undefined || !isFirst.current) return
    isFirst.current = false
    if (player.state.value.timeMs === 0) player.seek(firstMs).catch(() => {})
  }, [player, firstMs])
  return state
}
