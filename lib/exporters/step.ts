/** What a person did, in the words of a test or a bug report. Made by `steps.ts`. */
import type { TargetDescription } from '../format/events'

/** Which document a step happens in: the way down from the top document, frame by frame. */
export interface FrameHop {
  /** Index among the frames of the embedding document. */
  index: number
  url: string
  /** The frame element, where it is known. */
  target?: TargetDescription
}

/** What was entered; `placeholder` names it where the recording holds only filler of the same shape. */
export interface StepValue {
  text: string
  placeholder?: string
  /** Of a chosen option: what the page sends for it, where that is not its text. */
  value?: string
}

/** What the page showed once the step was through. Absent members did not change. */
export interface Expectation {
  url?: string
  title?: string
  /** Text of the one first-level heading. */
  heading?: string
}

interface Located {
  streamId: string
  frames: FrameHop[]
  target: TargetDescription
  /** CSS px of the frame's own viewport. */
  x: number
  y: number
}

export type StepAction =
  | { action: 'viewport'; width: number; height: number }
  | { action: 'open'; url: string; placeholder?: string }
  | { action: 'reload' | 'back' | 'forward' }
  | ({ action: 'click'; button: 'left' | 'middle' | 'right'; clicks: 1 | 2 } & Located)
  | ({ action: 'fill'; value: StepValue } & Located)
  | ({ action: 'select'; options: StepValue[] } & Located)
  | ({ action: 'check'; checked: boolean } & Located)
  | ({ action: 'upload'; file: StepValue } & Located)
  | ({ action: 'press'; key: string; modifiers: string[] } & Located)
  | ({ action: 'drag'; to: TargetDescription; toX: number; toY: number } & Located)
  | ({ action: 'scroll'; left: number; top: number; page: boolean } & Located)

export type Step = StepAction & {
  /** Milliseconds since the session's start. */
  atMs: number
  expect: Expectation
}

/** A step on an element. */
export type LocatedStep = Extract<Step, Located>
