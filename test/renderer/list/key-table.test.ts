// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { printedKeys, reachesPage } from '../../../renderer/app/key-bindings.ts'
import { allActions, keySections, namedActions } from '../../../renderer/features/palette/key-table.ts'
import { connect } from '../../../renderer/app/transport.ts'

describe('the sheet of all keys', () => {
  it('names every action that has keys, and no keys twice in one section', () => {
    expect(allActions.filter((action) => !namedActions.has(action))).toEqual([])
    for (const lettersAct of [false, true]) {
      for (const { lines } of keySections(lettersAct)) {
        const keys = lines.map((line) => line.keys.join('+'))
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
  })

  it('prints letters only while they act, and in a browser tab nothing that the browser keeps', () => {
    expect(printedKeys('verify', true)).toEqual(['V'])
    expect(printedKeys('verify', false)).toEqual(['Mod', 'Shift', 'V'])
    expect(printedKeys('newProfile', false)).toEqual(['Mod', 'N'])
    expect(reachesPage('Mod+1')).toBe(true)
    connect(window)
    expect(printedKeys('newProfile', false)).toBeUndefined()
    expect(printedKeys('terminal', false)).toBeUndefined()
    expect(printedKeys('terminal', true)).toEqual(['T'])
    expect(reachesPage('Mod+1')).toBe(false)
    expect(reachesPage('Mod+E')).toBe(true)
    expect(keySections(false).flatMap(({ lines }) => lines.map(({ does }) => does))).not.toContain(
      'New profile',
    )
  })
})
