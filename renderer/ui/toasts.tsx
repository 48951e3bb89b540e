import { Toast } from '@base-ui/react/toast'
import { Check, Info, OctagonAlert, X } from 'lucide-react'
import { toastManager, toastTimeMs, type ToastData } from '../app/toasts.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import './overlay.css'

const icons = {
  good: <Check className="tone-green" aria-hidden="true" />,
  bad: <OctagonAlert className="tone-red" aria-hidden="true" />,
  plain: <Info className="text-3" aria-hidden="true" />,
}

function ToastList() {
  const { toasts } = Toast.useToastManager<ToastData>()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast overlay-ground" swipeDirection={[]}>
      <Toast.Content className="toast-content">
        {icons[toast.data?.tone ?? 'plain']}
        <div className="toast-text">
          <Toast.Title render={<div />} />
          <Toast.Description />
        </div>
        {toast.data?.action !== undefined && (
          <Button
            size="small"
            onClick={() => {
              toast.data?.action?.run()
              toastManager.close(toast.id)
            }}
          >
            {toast.data.action.label}
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
  ))
}

/** Where toasts appear: bottom centre, F6 reaches them, they stay while pointed at or focused. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toastManager} timeout={toastTimeMs} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
