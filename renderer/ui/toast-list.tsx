import { Toast } from '@base-ui/react/toast'
import { Check, Info, OctagonAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import './toast.css'

export interface ToastMessage {
  readonly id: number
  readonly title: string
  readonly description?: string
  readonly tone: 'good' | 'bad' | 'plain'
  /** 0: until the user closes it. */
  readonly timeMs: number
  readonly action?: { readonly label: string; run(): void }
}

interface ToastsProps {
  /** Messages that are not shown yet, oldest first. */
  readonly waiting: readonly ToastMessage[]
  /** Called when they are about to show and no longer wait. */
  readonly onTaken: () => void
  /** How long a toast stays by default. */
  readonly timeMs: number
}

const icons = {
  good: <Check className="tone-green" aria-hidden="true" />,
  bad: <OctagonAlert className="tone-red" aria-hidden="true" />,
  plain: <Info className="text-3" aria-hidden="true" />,
}

function ToastList({ waiting, onTaken }: Omit<ToastsProps, 'timeMs'>) {
  const { toasts, add, close } = Toast.useToastManager<ToastMessage>()
  useEffect(() => {
    if (waiting.length === 0) return
    onTaken()
    for (const message of waiting) {
      add({
        title: message.title,
        description: message.description,
        timeout: message.timeMs,
        priority: message.tone === 'bad' ? 'high' : 'low',
        data: message,
      })
    }
  }, [waiting, onTaken, add])
  // Base UI lists the newest first; here it comes last, where the eye goes, and older ones move up.
  return [...toasts].reverse().map((toast) => {
    const action = toast.data?.action
    return (
      <Toast.Root key={toast.id} toast={toast} className="toast overlay-ground" swipeDirection={[]}>
        <Toast.Content className="toast-content">
          {icons[toast.data?.tone ?? 'plain']}
          <div className="toast-text">
            <Toast.Title render={<div />} />
            <Toast.Description />
          </div>
          {action !== undefined && (
            <Button
              size="small"
              onClick={() => {
                action.run()
                close(toast.id)
              }}
            >
              {action.label}
            </Button>
          )}
          <Toast.Close
            render={
              <IconButton label="Close" small>
                <X aria-hidden="true" />
              </IconButton>
            }
          />
        </Toast.Content>
      </Toast.Root>
    )
  })
}

/** Tells the page how much room the toasts take, so that none covers a control, and keeps the newest one in view. */
function useRoom() {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = list
    if (current === null) return
    const { style } = document.documentElement
    const measure = () => {
      const isEmpty = current.querySelector('.toast') === null
      style.setProperty('--toast-room', `${isEmpty ? 0 : current.offsetHeight}px`)
      current.scrollTop = current.scrollHeight
    }
    const watched = new ResizeObserver(measure)
    watched.observe(current)
    return () => {
      watched.disconnect()
      style.removeProperty('--toast-room')
    }
  }, [])
  return list
}

function ToastPlace(props: Omit<ToastsProps, 'timeMs'>) {
  return (
    <Toast.Viewport className="toasts" ref={useRoom()}>
      <ToastList {...props} />
    </Toast.Viewport>
  )
}

/** Where toasts appear: at the foot of the navigation, three at most. F6 reaches them, they stay while hovered or focused. */
export function Toasts({ waiting, onTaken, timeMs }: ToastsProps) {
  return (
    <Toast.Provider timeout={timeMs} limit={3}>
      <Toast.Portal>
        <ToastPlace waiting={waiting} onTaken={onTaken} />
      </Toast.Portal>
    </Toast.Provider>
  )
}
