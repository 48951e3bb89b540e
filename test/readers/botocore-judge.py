"""What botocore hands out: cases from standard input, one answer a line."""
import functools
import getpass
import inspect
import json
import os
import sys

getpass.getpass = lambda prompt='': '123456'

import botocore.credentials  # noqa: E402
import botocore.hooks  # noqa: E402
import botocore.loaders  # noqa: E402
import botocore.session  # noqa: E402
import botocore.tokens  # noqa: E402

# Every session registers the same handlers: what that looks up is looked up once.
inspect.getfullargspec = functools.lru_cache(maxsize=None)(inspect.getfullargspec)
alias = botocore.hooks.EventAliaser._alias_event_name
names = {}


def alias_once(self, name):
    if name not in names:
        names[name] = alias(self, name)
    return names[name]


botocore.hooks.EventAliaser._alias_event_name = alias_once
loader = botocore.loaders.create_loader()
kept = os.environ.get('PATH', '')
for line in sys.stdin:
    case = json.loads(line)
    home = case['home']
    os.environ.clear()
    os.environ.update(PATH=kept, HOME=home, **case['environment'])
    os.chdir(home)
    cache = os.path.join(home, '.aws', 'sso', 'cache')
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
    try:
        session = botocore.session.Session(profile=case.get('profile') or None)
        session.register_component('data_loader', loader)
        found = session.get_credentials()
        if found is None:
            answer = {'error': 'none'}
        else:
            frozen = found.get_frozen_credentials()
            if frozen.access_key and frozen.secret_key:
                answer = {'key': frozen.access_key}
            else:
                answer = {'error': 'empty keys'}
    except Exception as error:
        answer = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(answer), flush=True)
