import { describe, expect, it } from 'vitest'
import { acceleratorOf, printedKeys } from '../../../renderer/features/settings/shortcut-keys.ts'

const press = (key: string, code: string, held = '', mac = false) =>
  acceleratorOf(
    {
      key,
      code,
      ctrlKey: held.includes('c'),
      metaKey: held.includes('m'),
      altKey: held.includes('a'),
      shiftKey: held.includes('s'),
    },
    mac,
  )

describe('the global shortcut', () => {
  it.each([
    ['k', 'KeyK', 'c', false, 'CommandOrControl+K'],
    ['K', 'KeyK', 'cs', false, 'CommandOrControl+Shift+K'],
    ['k', 'KeyK', 'm', true, 'CommandOrControl+K'],
    ['k', 'KeyK', 'c', true, 'Control+K'],
    ['ł', 'KeyL', 'ca', false, 'CommandOrControl+Alt+L'],
    ['!', 'Digit1', 'as', false, 'Alt+Shift+1'],
    [' ', 'Space', 'a', false, 'Alt+Space'],
    ['ArrowUp', 'ArrowUp', 'm', false, 'Super+Up'],
    ['F9', 'F9', '', false, 'F9'],
  ])('takes %s (%s) with %s', (key, code, held, mac, accelerator) => {
    expect(press(key, code, held, mac)).toEqual({ type: 'shortcut', accelerator })
  })

  it('waits while only modifiers are down', () => {
    expect(press('Control', 'ControlLeft', 'c')).toEqual({ type: 'waiting' })
  })

  it.each([
    ['k', 'KeyK', ''],
    ['K', 'KeyK', 's'],
    ['Dead', 'Quote', 'c'],
    ['ContextMenu', 'ContextMenu', 'c'],
  ])('refuses %s with a reason', (key, code, held) => {
    expect(press(key, code, held)).toMatchObject({
      type: 'refused',
      why: expect.stringMatching(/\.$/) as string,
    })
  })

  it('is printed with the main modifier of this machine', () => {
    expect(printedKeys('CommandOrControl+Shift+K')).toEqual(['Mod', 'Shift', 'K'])
  })
})
