import { describe, expect, it } from 'vitest'
import { valueMembers } from './valueMembers'

describe('valueMembers', () => {
  it.each([
    ['text', []],
    [null, []],
    [{ $: 'undefined' }, []],
    [{ $: 'function', name: 'go' }, []],
    [
      ['a', 'b'],
      [
        ['0', 'a'],
        ['1', 'b'],
      ],
    ],
    [
      { a: 1, $$ref: 2 },
      [
        ['a', 1],
        ['$ref', 2],
      ],
    ],
    [{ $: 'object', name: 'Cart', members: { total: 3 } }, [['total', 3]]],
    [{ $: 'map', size: 1, items: [['key', 5]] }, [['key', 5]]],
    [{ $: 'set', size: 1, items: [7] }, [['0', 7]]],
    [{ $: 'error', name: 'E', message: 'm', stack: 's' }, [['stack', 's']]],
    [
      { a: 1, $more: 12 },
      [
        ['a', 1],
        ['…', '+12'],
      ],
    ],
  ])('opens %j', (value, members) => {
    expect(valueMembers(value)).toEqual(members)
  })
})
