import { describe, expect, it } from 'vitest'
import { textsUsed } from './htmlPage'

describe('textsUsed', () => {
  it('keeps the groups that the script names', () => {
    const script = 'a("player.play"),b(`level`,c),d("export")'
    const texts = {
      player_play: { message: 'Play' },
      player_pause: { message: 'Pause' },
      level_allow: { message: 'Keep' },
      playerless_text: { message: 'Not' },
      vault_locked: { message: 'Not' },
    }
    expect(textsUsed({ script, style: '', texts })).toEqual({
      player_play: { message: 'Play' },
      player_pause: { message: 'Pause' },
      level_allow: { message: 'Keep' },
    })
  })
})
