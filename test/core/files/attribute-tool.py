"""Sets and reads what Node cannot: `set PATH`, `get PATH`, `list PATH` for an extended attribute and an access control list."""
import os
import struct
import sys

NOBODY = 65534
NONE = 0xFFFFFFFF


def access_list(named, mask):
    # The kernel's form (linux/posix_acl_xattr.h): version 2, then tag, permissions and id of each entry.
    entries = [(1, 6, NONE), (2, named, NOBODY), (4, 0, NONE), (0x10, mask, NONE), (0x20, 0, NONE)]
    return struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)


command, path = sys.argv[1:]
if command == 'set-attribute':
    os.setxattr(path, 'user.note', b'not in the backup')
if command == 'set-list':
    os.setxattr(path, 'system.posix_acl_access', access_list(4, 4))
if command == 'set-default-list':
    os.setxattr(path, 'system.posix_acl_default', access_list(6, 6))
names = [name for name in os.listxattr(path) if name != 'security.selinux']
print('\n'.join(f'{name}={os.getxattr(path, name).hex()}' for name in sorted(names)))
