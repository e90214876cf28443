"""The verbs of `hiephoi member` that give addresses, to paste into a mail or a text message."""

from datetime import date
from functools import partial

from hiephoi_cli.commands.member import Wanted, noun
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.contacts import EMAILS, PHONES, Bare, Lines, Mobile, as_emails, as_phones
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_formats import VCARD


@noun.verb(
    N_("List the e-mail addresses of members, ready to paste into a message."),
    "hiephoi member emails --sector xay-lap",
    "hiephoi member emails --bare --lines",
)
@partial(reading, usual=EMAILS, formats=(EMAILS, VCARD))
def emails(registry: Registry, today: date, members: Wanted, lines: Lines, bare: Bare = False) -> Listing:
    return as_emails(registry, members.listing(registry, today), lines, bare=bare)


@noun.verb(
    N_("List the telephone numbers of members, ready to paste into a text message."),
    "hiephoi member phones --sector xay-lap",
    "hiephoi member phones --mobile --lines",
)
@partial(reading, usual=PHONES, formats=(PHONES, VCARD))
def phones(registry: Registry, today: date, members: Wanted, lines: Lines, mobile: Mobile = False) -> Listing:
    return as_phones(registry, members.listing(registry, today), lines, mobile=mobile)
