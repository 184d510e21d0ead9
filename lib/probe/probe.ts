/** What every probe is made of: built-ins captured at the beginning, patches put on when the recorder may listen. */
import type { ProbeEnd, ProbeOptions } from '../messages/pageBridge'
import type { Natives } from '../platform/natives'
import type { Patcher } from '../platform/patch'
import type { Stoppable } from '../platform/stoppable'
import type { Outbox } from './outbox'
import type { PendingRequests } from './pendingRequests'
import type { PreviewOf } from './previewValue'

export interface ProbeScope {
  natives: Natives
  patcher: Patcher
  outbox: Outbox
  pending: PendingRequests
  preview: PreviewOf
  /** Tells the recorder at once what a person entered; it is masked wherever it comes back. */
  entered: ProbeEnd['entered']
  /** Tells the recorder at once of a canvas that was drawn. */
  drawn: ProbeEnd['drawn']
  /** What is wanted now. Before the recorder has spoken: everything but bodies. */
  options(): ProbeOptions
}

/** A probe at work. `again` tells once more what a recorder that begins anew cannot read for itself. */
export interface Running extends Stoppable {
  again?(): void
}

/** Captures what it needs; the returned function puts the patches on. Both run before the page where possible. */
export type Probe = (scope: ProbeScope) => () => Running
