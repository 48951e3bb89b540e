"""Reads {kind, base64} objects as JSON lines, or {config, credentials} in base64, and answers with what botocore makes of each."""
import base64
import json
import os
import shutil
import sys
import tempfile

import botocore.configloader as loader
import botocore.exceptions
import botocore.session

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'file')
for line in sys.stdin:
    case = json.loads(line)
    if 'config' in case:
        for name in ('config', 'credentials'):
            with open(f'{path}-{name}', 'wb') as file:
                file.write(base64.b64decode(case[name]))
        os.environ['AWS_CONFIG_FILE'] = f'{path}-config'
        os.environ['AWS_SHARED_CREDENTIALS_FILE'] = f'{path}-credentials'
        try:
            print(json.dumps(botocore.session.Session(profile=None).full_config['profiles']))
        except botocore.exceptions.ConfigParseError:
            print('null')
        continue
    with open(path, 'wb') as file:
        file.write(base64.b64decode(case['base64']))
    try:
        if case['kind'] == 'config':
            view = loader.load_config(path)
            answer = {
                'profiles': view.pop('profiles'),
                'sso_sessions': view.pop('sso_sessions'),
                'services': view.pop('services'),
                'other_sections': view,
                'error': None,
            }
        else:
            answer = {'profiles': loader.raw_config_parse(path), 'error': None}
    except botocore.exceptions.ConfigParseError as error:
        cause = error.kwargs['error']
        message = str(cause).replace(repr(path), "'<file>'")
        answer = {'error': {'type': 'ConfigParseError', 'cause': type(cause).__name__, 'message': message}}
    print(json.dumps(answer))
shutil.rmtree(folder)
