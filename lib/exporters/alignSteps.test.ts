import { expect, it } from 'vitest'
import { alignSteps } from './alignSteps'
import type { Step } from './step'
import type { Story } from './story'

const story = (...steps: [name: string, url?: string][]): Story =>
  ({
    steps: steps.map(
      ([name, url], index): Step => ({
        action: 'click',
        button: 'left',
        clicks: 1,
        streamId: 's',
        frames: [],
        target: { role: 'button', name },
        x: 0,
        y: 0,
        atMs: index * 1000,
        expect: url === undefined ? {} : { url },
      }),
    ),
  }) as Story

const told = (before: Story, after: Story) =>
  alignSteps(before, after).map(({ before, after, differs }) => {
    const name = (step: Step | undefined) => (step && 'target' in step ? step.target.name : '-')
    return `${name(before)} ${name(after)} ${differs}`
  })

it('puts equal steps side by side, in order', () => {
  expect(told(story(['A'], ['B']), story(['A'], ['B']))).toEqual(['A A no', 'B B no'])
})

it('shows what only one visit has, and goes on after it', () => {
  expect(told(story(['A'], ['B'], ['D']), story(['A'], ['C'], ['D'], ['E']))).toEqual([
    'A A no',
    'B - missing',
    '- C added',
    'D D no',
    '- E added',
  ])
})

it('tells a step that led elsewhere', () => {
  const went = told(story(['A', 'https://a.example/one']), story(['A', 'https://a.example/two']))
  expect(went).toEqual(['A A outcome'])
  const moved = told(story(['A', 'https://a.example/one']), story(['A', 'https://b.example/one']))
  expect(moved).toEqual(['A A no'])
})

it('pairs by place where both are very long', () => {
  const many = story(...Array.from({ length: 1100 }, (): [string] => ['A']))
  const pairs = alignSteps(many, many)
  expect(pairs).toHaveLength(1100)
  expect(pairs.every(({ differs }) => differs === 'no')).toBe(true)
})
