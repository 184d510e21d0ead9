import { describe, expect, it } from 'vitest'
import { textsUsed } from './loadPlayer'

describe('textsUsed', () => {
  it('keeps the groups that a script names, and no descriptions', () => {
    const script = 'a("player.play"),b(`level`,c),d("export")'
    const messages = {
      player_play: { message: 'Play', description: 'A button' },
      player_pause: { message: 'Pause' },
      level_allow: { message: 'Keep' },
      playerless_text: { message: 'Not' },
      vault_locked: { message: 'Not' },
    }
    expect(textsUsed(script, messages)).toEqual({
      player_play: { message: 'Play' },
      player_pause: { message: 'Pause' },
      level_allow: { message: 'Keep' },
    })
  })
})
