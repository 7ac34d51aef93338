# What a bot or reader does with Mastodon.py against a server, from the app to the end of its token. Prints "ok", or fails.
import sys
import urllib.parse

import requests
from mastodon import Mastodon

url, reader_token = sys.argv[1:]
SCOPES = ["read", "write"]

client, secret = Mastodon.create_app("Test", scopes=SCOPES, api_base_url=url)
api = Mastodon(client_id=client, client_secret=secret, api_base_url=url)
query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(api.auth_request_url(scopes=SCOPES)).query))
page = requests.post(url + "/oauth/authorize", data={**query, "username": "tootprint", "decision": "allow"})
api.log_in(code=page.text.split('value="')[1].split('"')[0], scopes=SCOPES)
me = api.account_verify_credentials()
assert me.username == "tootprint" and me.source.privacy == "public", me
reader = Mastodon(access_token=reader_token, api_base_url=url)
reader.account_follow(me)
assert [one.username for one in reader.account_following(reader.me())] == ["tootprint"]

first = api.status_post("First for @reader #tag https://x.org/abs", idempotency_key="k", language="en")
second = api.status_post("Second", in_reply_to_id=first, visibility="unlisted")
assert [one.id for one in api.status_context(first).descendants] == [second.id]
assert [one.username for one in first.mentions] == ["reader"] and [one.name for one in first.tags] == ["tag"]
assert api.status_update(first, "Edited #tag").edited_at is not None
assert [one.content for one in api.status_history(first)][1].startswith("<p>Edited"), api.status_history(first)
assert api.status_source(first).text == "Edited #tag"

assert reader.status_reblog(first).reblog.id == first.id
reader.status_favourite(first)
assert [one.username for one in api.status_reblogged_by(first)] == ["reader"]
assert [one.type for one in api.notifications()] == ["reblog"], api.notifications()
reader.status_unreblog(first)

picture = api.media_post(b"\x89PNG", mime_type="image/png", description="Words")
pictured = api.status_post("Third", media_ids=[picture])
assert pictured.media_attachments[0].description == "Words", pictured
api.status_pin(pictured)
assert [one.id for one in api.account_statuses(me, pinned=True)] == [pictured.id]
assert [one.id for one in api.account_statuses(me, only_media=True)] == [pictured.id]

newest = api.account_statuses(me, limit=1)
assert [one.id for one in api.fetch_next(newest)] == [second.id], newest
assert [one.id for one in reader.timeline_home()] == [pictured.id, second.id, first.id]
assert [one.id for one in api.timeline_hashtag("tag")] == [first.id]
assert first.id in [one.id for one in api.timeline_public()]

assert api.instance().configuration.statuses.max_characters == 500
assert api.preferences()["posting:default:visibility"] == "public"
assert api.custom_emojis() == []
assert api.account_update_credentials(display_name="Renamed").display_name == "Renamed"
api.status_delete(second)
assert api.status_context(first).descendants == []
api.revoke_access_token()
print("ok")
