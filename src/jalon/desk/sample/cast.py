"""Who sells and who buys in a sample: names put together by chance from words that belong to nobody."""

from random import Random

from jalon.desk.sample.book import CompanyDraft, PersonDraft, Seller
from jalon.desk.sample.words import Words
from jalon.kernel.text import fold
from jalon.orgs.roles import Role

SKILLS = ((0.55, 0.26), (0.70, 0.10), (0.92, 0.20), (0.62, 0.18), (0.35, 0.16), (0.12, 0.10))  # skill, load
MANAGER = 1


def sellers(words: Words, owner: str) -> tuple[Seller, ...]:
    """The owner, a manager and four sellers, from the best to the newest."""
    names = (owner, *words.sellers)
    roles = (Role.OWNER, Role.MANAGER, *[Role.SELLER] * (len(names) - 2))
    return tuple(
        Seller(name, skill, load, str(role)) for name, role, (skill, load) in zip(names, roles, SKILLS, strict=True)
    )


def companies(chance: Random, words: Words, count: int) -> tuple[CompanyDraft, ...]:
    """Different companies, as many as there are names to make."""
    pairs = [(head, name) for name in words.company_names for head in words.company_heads]
    return tuple(_company(chance, words, head, name) for head, name in chance.sample(pairs, min(count, len(pairs))))


def employees(chance: Random, words: Words, firms: tuple[CompanyDraft, ...]) -> tuple[PersonDraft, ...]:
    """One to three people in each company."""
    return tuple(
        _person(chance, words, place, firm.website) for place, firm in enumerate(firms) for _n in range(_team(chance))
    )


def consumers(chance: Random, words: Words, count: int) -> tuple[PersonDraft, ...]:
    """People who buy for themselves."""
    return tuple(_person(chance, words, None, "mail.example") for _n in range(count))


def _company(chance: Random, words: Words, head: str, name: str) -> CompanyDraft:
    is_french = words.country == "FR"
    full = f"{head} {name}" if is_french else f"{name} {head}"
    return CompanyDraft(
        name=full,
        sector=words.sectors[head],
        city=chance.choice(words.cities),
        country=words.country,
        website=f"{fold(full).replace(' ', '-')}.example",
        employees=round(10 ** chance.uniform(1.2, 3.2)),
    )


def _person(chance: Random, words: Words, company: int | None, domain: str) -> PersonDraft:
    first, last = chance.choice(words.first_names), chance.choice(words.last_names)
    a, b = chance.randrange(100), chance.randrange(100)
    address = fold(f"{first}.{last}").replace(" ", "") + ("" if company is not None else str(a))
    return PersonDraft(
        name=f"{first} {last}",
        email=f"{address}@{domain}",
        phone=words.phone.format(a=a, b=b, c=a * 10 + b % 10),
        job_title=chance.choice(words.job_titles) if company is not None else "",
        company=company,
    )


def _team(chance: Random) -> int:
    return chance.choices((1, 2, 3), (2, 5, 3))[0]
