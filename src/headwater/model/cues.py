"""What is known of a language's way to report speech and to credit others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLexicon:
    """The reporting words of one language, all in lower case unless said otherwise."""

    #: BCP 47 primary subtag.
    language: str
    #: Inflected forms of verbs that report speech by themselves: "said".
    verbs: tuple[str, ...]
    #: Inflected forms that report only beside a quotation or before a that-word: "called", "showed".
    weak_verbs: tuple[str, ...] = ()
    #: Forms that take whom it was said to as their object: "told".
    tell_verbs: tuple[str, ...] = ()
    #: Forms that report what somebody is set to do, before an infinitive: "vowed to".
    intent_verbs: tuple[str, ...] = ()
    #: Words before an infinitive: "to".
    infinitive: tuple[str, ...] = ()
    #: Forms that report a clause even without a that-word or a name in front: "said".
    bare_verbs: tuple[str, ...] = ()
    #: Forms that carry a statement on with the same source: "adding", "noting".
    carried_on: tuple[str, ...] = ()
    #: Expressions such as "according to", in front of the source.
    according: tuple[str, ...] = ()
    #: The same where they follow the source: German "zufolge".
    according_after: tuple[str, ...] = ()
    #: Conjunctions such as "that".
    that: tuple[str, ...] = ()
    #: Phrase cues such as "made clear", "went on to say".
    phrases: tuple[str, ...] = ()
    #: Words that may stand between a subject and its verb: auxiliaries, adverbs.
    between: tuple[str, ...] = ()
    #: Words behind which a name belongs to somebody else: "adviser *to* President Vale".
    of_words: tuple[str, ...] = ()
    #: Words that name a role: "adviser", "spokeswoman".
    roles: tuple[str, ...] = ()
    #: Roles that stand to a person, of whole words only: "widow", German "Sohn".
    kin_words: tuple[str, ...] = ()
    #: Roles that belong to no person, so that a name behind them is their bearer's: Russian "министр".
    office_words: tuple[str, ...] = ()
    #: What ministers are for, where it is written like a name behind them: Greek "Άμυνας".
    portfolio_words: tuple[str, ...] = ()
    #: Roles that only a man or a woman has, and articles that tell it in front of a role in the nominative.
    roles_he: tuple[str, ...] = ()
    roles_she: tuple[str, ...] = ()
    articles_he: tuple[str, ...] = ()
    articles_she: tuple[str, ...] = ()
    #: Words that tell it between a role and whose it is: Spanish "del", Greek "της".
    of_he: tuple[str, ...] = ()
    of_she: tuple[str, ...] = ()
    #: Words behind which a preposition goes on with the source: "close" in "sources close to the minister".
    near_words: tuple[str, ...] = ()
    #: Verbs that quote somebody else as their object, and what stands behind that: "quoted", "as saying".
    quoting_verbs: tuple[str, ...] = ()
    quoting_links: tuple[str, ...] = ()
    #: Words that name a group or body that speaks: "officials", "police".
    groups: tuple[str, ...] = ()
    #: Clauses behind a source that say why it is not named: "who asked not to be named".
    anonymity: tuple[str, ...] = ()
    #: Words that mark a source who is not named: "source", "official who declined".
    unnamed: tuple[str, ...] = ()
    #: Pronouns that may stand for a speaker.
    pronouns: tuple[str, ...] = ()
    #: Those of them that stand for a man, a woman, several.
    pronouns_he: tuple[str, ...] = ()
    pronouns_she: tuple[str, ...] = ()
    pronouns_they: tuple[str, ...] = ()
    #: Relative pronouns: "who".
    relatives: tuple[str, ...] = ()
    #: Titles before a name, full stop left out: "mr", "president".
    titles: tuple[str, ...] = ()
    titles_he: tuple[str, ...] = ()
    titles_she: tuple[str, ...] = ()
    #: Forms that report only with the source behind them: German "so".
    inverted_verbs: tuple[str, ...] = ()
    #: Endings of verbs in the forms that report, by which one beside a quotation is known that is in no list: "-ed".
    verb_endings: tuple[str, ...] = ()
    #: Prepositions before a body in which somebody says so, and endings of verbs of several: Russian "в" and "-ли".
    body_words: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    #: Words such as "as" in "as Ida Vale reported".
    as_words: tuple[str, ...] = ()
    #: Verb forms of the mood of reported speech: German "sei", "habe".
    reported_mood: tuple[str, ...] = ()
    #: Subjects that are nobody: German "es" in "heißt es".
    impersonal: tuple[str, ...] = ()
    #: Whether what was said may follow after a comma, without a that-word.
    clause_after_comma: bool = False
    #: Whether a subject may stand behind its verb in plain statements, as in most languages but English and French.
    subject_may_follow: bool = False
    #: Words before a role that make another one of it: "former", "deputy".
    role_qualifiers: tuple[str, ...] = ()
    #: To whom something is said, where that may stand between a verb and its subject: Spanish "a la prensa".
    said_to: tuple[str, ...] = ()
    #: How or in what turn, where that may stand between a verb and its subject: Greek "χαρακτηριστικά".
    said_how: tuple[str, ...] = ()
    #: Words of time between a verb and its subject: Spanish "martes" in "afirmó este martes la ministra".
    times: tuple[str, ...] = ()
    #: Words that join two verbs of one subject: "and" in "said that it rained and added that it snowed".
    joins: tuple[str, ...] = ()
    #: Verbs whose second part closes the sentence, with that part: German "teilte mit".
    separable: tuple[str, ...] = ()
    #: Whether a subject that was named before may be left out: Spanish "«Llueve», precisó."
    subject_may_drop: bool = False
    #: Whether the verb closes its sentence, as in Turkish.
    verb_last: bool = False
    #: Whether the verb opens its sentence and no capitals mark names, as in Arabic.
    verb_first: bool = False
    #: Whether nouns take no article, so that a plain noun may begin a noun phrase: Russian "рыбак Иван Дуков".
    bare_nouns: bool = False
    #: Determiners that cannot begin a subject: German "dem", Greek "τον".
    not_subjects: tuple[str, ...] = ()
    #: Determiners that begin an object, never a genitive: German "den".
    objects: tuple[str, ...] = ()
    #: Articles and other words that begin a noun phrase.
    determiners: tuple[str, ...] = ()
    #: Words at which the name of a source ends: prepositions of time, conjunctions.
    stops: tuple[str, ...] = ()
    #: Words that begin a clause before its subject: "but", "meanwhile".
    openers: tuple[str, ...] = ()
    #: Prepositions and articles inside a noun phrase: "of", "for", "the".
    inside: tuple[str, ...] = ()
    #: Given names of men and women.
    names_he: tuple[str, ...] = ()
    names_she: tuple[str, ...] = ()
    #: Words of a closing credit line before a colon: "source", "via".
    credit_words: tuple[str, ...] = ()
    #: Words of a closing credit line without a colon: "with information from", "with".
    credit_with: tuple[str, ...] = ()
    #: Words that stand for agencies without naming one: "agencies".
    agencies: tuple[str, ...] = ()
    #: Nouns that make a name an outlet's: "news agency", "newspaper".
    outlet_nouns: tuple[str, ...] = ()
    #: Words before a byline: "by".
    byline_words: tuple[str, ...] = ()
    #: In the expressions below, `*` stands for some words, `{by}` for one of `by_words`, `{to}` for one of `told_to`.
    by_words: tuple[str, ...] = ()
    #: Words between a verb of speech and the outlet somebody spoke to: "to", German "dem", Russian "агентству".
    told_to: tuple[str, ...] = ()
    #: Expressions before the outlet somebody spoke to: "in an interview with", "told".
    told: tuple[str, ...] = ()
    #: The same behind its name: Turkish "konuştu".
    told_after: tuple[str, ...] = ()
    #: Expressions before the outlet that is repeated: "broadcast by", "citing".
    relayed: tuple[str, ...] = ()
    #: The same behind its name: German "zufolge".
    relayed_after: tuple[str, ...] = ()
    #: Verbs of an outlet that reports by itself, after or before its name: "reported".
    reported: tuple[str, ...] = ()
    #: Expressions before the outlet that had it first: "first appeared on".
    first_on: tuple[str, ...] = ()
    #: Expressions before the outlet that was translated: "translated from".
    translated: tuple[str, ...] = ()
