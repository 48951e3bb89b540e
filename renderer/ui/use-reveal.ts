import { use, useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { RevealModeContext } from './reveal-mode.ts'

const pressShowsMs = 10_000

/**
 * The behaviour of everything that reveals a secret. Holding it down (pointer, Space or Enter) loads and shows the value;
 * releasing it or leaving the window discards the value. In "press" mode, one press shows it for ten seconds. `load`
 * returns undefined after showing the user why not; `setValue` gets the value or undefined.
 */
export function useReveal(
  load: () => Promise<string | undefined>,
  setValue: (value: string | undefined) => void,
): { readonly handlers: Record<string, unknown>; readonly word: string } {
  const press = use(RevealModeContext) === 'press'
  const wanted = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const hide = () => {
    wanted.current = false
    clearTimeout(timer.current)
    setValue(undefined)
  }
  const show = () => {
    if (wanted.current) return
    wanted.current = true
    void load().then((text) => {
      if (!wanted.current) return
      setValue(text)
      if (press) timer.current = setTimeout(hide, pressShowsMs)
    })
  }
  useEffect(() => {
    const forget = () => {
      wanted.current = false
      clearTimeout(timer.current)
      setValue(undefined)
    }
    window.addEventListener('blur', forget)
    return () => {
      window.removeEventListener('blur', forget)
      wanted.current = false
      clearTimeout(timer.current)
    }
  }, [setValue])

  const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter'
  const handlers = press
    ? { onClick: () => (wanted.current ? hide() : show()) }
    : {
        onPointerDown: (event: PointerEvent) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          show()
        },
        onPointerUp: hide,
        onPointerCancel: hide,
        onBlur: hide,
        onContextMenu: (event: PointerEvent) => event.preventDefault(),
        onKeyDown: (event: KeyboardEvent) => {
          if (!isHoldKey(event)) return
          event.preventDefault()
          show()
        },
        onKeyUp: (event: KeyboardEvent) => {
          if (isHoldKey(event)) hide()
        },
      }
  return { handlers, word: press ? 'Show' : 'Hold to reveal' }
}
