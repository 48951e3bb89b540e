import { Toast } from '@base-ui/react/toast'
import { Check, Info, OctagonAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from '../app/store.ts'
import { toastTimeMs, waitingToasts, type ToastMessage } from '../app/toasts.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import './overlay.css'

const icons = {
  good: <Check className="tone-green" aria-hidden="true" />,
  bad: <OctagonAlert className="tone-red" aria-hidden="true" />,
  plain: <Info className="text-3" aria-hidden="true" />,
}

function ToastList() {
  const { toasts, add, close } = Toast.useToastManager<ToastMessage>()
  const waiting = useStore(waitingToasts)
  useEffect(() => {
    if (waiting.length === 0) return
    waitingToasts.set([])
    for (const message of waiting) {
      add({
        title: message.title,
        description: message.description,
        timeout: message.timeMs,
        priority: message.tone === 'bad' ? 'high' : 'low',
        data: message,
      })
    }
  }, [waiting, add])
  return toasts.map((toast) => {
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

/** Where toasts appear: bottom centre, F6 reaches them, they stay while pointed at or focused. */
export function Toasts() {
  return (
    <Toast.Provider timeout={toastTimeMs} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
