"""Every route of the app, and how a test knocks at it. A route that nobody lists here fails the tests."""

from dataclasses import dataclass

from flask import Flask


@dataclass(frozen=True)
class Door:
    method: str
    path: str
    """With « {attempt} » where the address of an attempt stands."""

    @property
    def is_of_an_attempt(self) -> bool:
        return "{attempt}" in self.path

    def of(self, attempt: str) -> str:
        return self.path.format(attempt=attempt)


DOORS = {
    ("static", "GET"): Door("GET", "/static/unknown.css"),
    ("healthz", "GET"): Door("GET", "/healthz"),
    ("entrance.quizzes", "GET"): Door("GET", "/"),
    ("entrance.join", "POST"): Door("POST", "/join"),
    ("entrance.quiz", "GET"): Door("GET", "/quiz/summit"),
    ("entrance.start", "POST"): Door("POST", "/quiz/summit/start"),
    ("entrance.invited", "GET"): Door("GET", "/quiz/summit/for/guessed"),
    ("entrance.come_in", "POST"): Door("POST", "/quiz/summit/for/guessed"),
    ("entrance.look_back", "POST"): Door("POST", "/quiz/summit/for/guessed/last"),
    ("reader.attempt", "GET"): Door("GET", "{attempt}"),
    ("reader.question", "GET"): Door("GET", "{attempt}/question/1"),
    ("reader.respond", "POST"): Door("POST", "{attempt}/question/1"),
    ("reader.article", "GET"): Door("GET", "{attempt}/article"),
    ("reader.overview", "GET"): Door("GET", "{attempt}/overview"),
    ("reader.object_to", "POST"): Door("POST", "{attempt}/question/1/objection"),
    ("reader.finish", "POST"): Door("POST", "{attempt}/finish"),
    ("reader.end", "GET"): Door("GET", "{attempt}/end"),
    ("reader.again", "POST"): Door("POST", "{attempt}/again"),
    ("reader.scores", "GET"): Door("GET", "/scores"),
    ("reader.delete", "GET"): Door("GET", "{attempt}/delete"),
    ("reader.delete_now", "POST"): Door("POST", "{attempt}/delete"),
    ("reader.delete_all", "GET"): Door("GET", "/scores/delete"),
    ("reader.delete_all_now", "POST"): Door("POST", "/scores/delete"),
    ("reader.code", "GET"): Door("GET", "{attempt}/code"),
    ("reader.renew_code", "POST"): Door("POST", "{attempt}/code"),
    ("entrance.resume", "GET"): Door("GET", "/resume"),
    ("entrance.resume_now", "POST"): Door("POST", "/resume"),
    ("preferences.language", "GET"): Door("GET", "/language/fr"),
    ("preferences.display", "GET"): Door("GET", "/display/theme/dark"),
    ("media.picture", "GET"): Door("GET", "/media/unknown.png"),
    ("api.document", "GET"): Door("GET", "/api/v1/openapi.json"),
    ("help.contents", "GET"): Door("GET", "/teacher/help/"),
    ("help.handing_out", "GET"): Door("GET", "/teacher/help/handing-out"),
    ("help.banks", "GET"): Door("GET", "/teacher/help/banks"),
    ("help.writing", "GET"): Door("GET", "/teacher/help/writing"),
    ("help.results", "GET"): Door("GET", "/teacher/help/results"),
    ("help.api", "GET"): Door("GET", "/teacher/help/api"),
    ("help.results_schema", "GET"): Door("GET", "/teacher/help/results.schema.json"),
    ("help.privacy", "GET"): Door("GET", "/teacher/help/privacy"),
}

TEACHERS_DOORS = {
    ("accounts.login", "GET"): "/teacher/login",
    ("accounts.log_in", "POST"): "/teacher/login",
    ("accounts.log_out", "POST"): "/teacher/logout",
    ("accounts.come_in", "GET"): "/teacher/in/guessed",
    ("accounts.come_in_now", "POST"): "/teacher/in/guessed",
    ("accounts.password", "GET"): "/teacher/password",
    ("accounts.change_password", "POST"): "/teacher/password",
    ("accounts.people", "GET"): "/teacher/people",
    ("accounts.invite", "POST"): "/teacher/people",
    ("accounts.reset", "POST"): "/teacher/people/{person}/reset",
    ("accounts.role", "POST"): "/teacher/people/{person}/role",
    ("accounts.remove", "GET"): "/teacher/people/{person}/remove",
    ("accounts.remove_now", "POST"): "/teacher/people/{person}/remove",
    ("accounts.log", "GET"): "/teacher/log",
    ("home.home", "GET"): "/teacher/",
    ("files.load", "GET"): "/teacher/load",
    ("files.receive", "POST"): "/teacher/load",
    ("files.preview", "GET"): "/teacher/load/{upload}",
    ("files.read", "POST"): "/teacher/load/{upload}/read",
    ("files.mend", "POST"): "/teacher/load/{upload}/text",
    ("files.take_as_draft", "POST"): "/teacher/load/{upload}/draft",
    ("files.publish", "POST"): "/teacher/load/{upload}/publish",
    ("files.drop", "POST"): "/teacher/load/{upload}/drop",
    ("banks.bank", "GET"): "/teacher/bank/{bank}",
    ("banks.file", "GET"): "/teacher/bank/{bank}/file",
    ("files.blank", "GET"): "/teacher/load/blank/csv",
    ("banks.take_home", "GET"): "/teacher/bank/{bank}/home",
    ("banks.file_as", "GET"): "/teacher/bank/{bank}/file/quizapp",
    ("banks.rename", "POST"): "/teacher/bank/{bank}/title",
    ("quizzes.rename", "POST"): "/teacher/quiz/{quiz}/title",
    ("archive.tidy", "GET"): "/teacher/tidy",
    ("archive.put_away", "POST"): "/teacher/tidy",
    ("archive.delete", "GET"): "/teacher/tidy/delete?bank={bank}",
    ("archive.delete_now", "POST"): "/teacher/tidy/delete",
    ("archive.archive", "GET"): "/teacher/archive",
    ("archive.take_back", "POST"): "/teacher/archive",
    ("banks.share", "POST"): "/teacher/bank/{bank}/share",
    ("banks.share_with_all", "POST"): "/teacher/bank/{bank}/everybody",
    ("banks.unshare", "POST"): "/teacher/bank/{bank}/unshare/{person}",
    ("drafts.drafts", "GET"): "/teacher/drafts",
    ("drafts.begin", "POST"): "/teacher/drafts",
    ("drafts.begin_from", "POST"): "/teacher/bank/{bank}/draft",
    ("drafts.draft", "GET"): "/teacher/draft/{draft}",
    ("drafts.about", "GET"): "/teacher/draft/{draft}/about",
    ("drafts.save_about", "POST"): "/teacher/draft/{draft}/about",
    ("drafts.article", "GET"): "/teacher/draft/{draft}/article",
    ("drafts.save_article", "POST"): "/teacher/draft/{draft}/article",
    ("drafts.question", "GET"): "/teacher/draft/{draft}/question/1",
    ("drafts.save_question", "POST"): "/teacher/draft/{draft}/question/1",
    ("drafts.add_question", "POST"): "/teacher/draft/{draft}/questions",
    ("drafts.move_question", "POST"): "/teacher/draft/{draft}/order",
    ("drafts.remove_question", "GET"): "/teacher/draft/{draft}/question/1/remove",
    ("drafts.remove_question_now", "POST"): "/teacher/draft/{draft}/question/1/remove",
    ("drafts.file", "GET"): "/teacher/draft/{draft}/file",
    ("drafts.publish", "POST"): "/teacher/draft/{draft}/publish",
    ("drafts.drop", "GET"): "/teacher/draft/{draft}/drop",
    ("drafts.drop_now", "POST"): "/teacher/draft/{draft}/drop",
    ("classes.classes_", "GET"): "/teacher/classes",
    ("classes.make", "POST"): "/teacher/classes",
    ("classes.class_", "GET"): "/teacher/class/{class}",
    ("classes.add", "POST"): "/teacher/class/{class}",
    ("classes.class_list", "GET"): "/teacher/class-list/{list}",
    ("classes.change_list", "POST"): "/teacher/class-list/{list}",
    ("classes.drop_list", "POST"): "/teacher/class-list/{list}/drop",
    ("classes.rename", "POST"): "/teacher/class/{class}/name",
    ("classes.remove", "GET"): "/teacher/class/{class}/remove",
    ("classes.remove_now", "POST"): "/teacher/class/{class}/remove",
    ("classes.member", "GET"): "/teacher/class/{class}/member/{member}",
    ("classes.change_member", "POST"): "/teacher/class/{class}/member/{member}",
    ("classes.renew_link", "POST"): "/teacher/class/{class}/member/{member}/link",
    ("classes.give_tries_back", "POST"): "/teacher/class/{class}/member/{member}/tries",
    ("classes.remove_member", "POST"): "/teacher/class/{class}/member/{member}/remove",
    ("books.book", "GET"): "/teacher/class/{class}/book",
    ("books.member", "GET"): "/teacher/class/{class}/book/{member}",
    ("books.file", "GET"): "/teacher/class/{class}/book.xlsx",
    ("books.file_now", "POST"): "/teacher/class/{class}/book.csv",
    ("classes.links", "GET"): "/teacher/quiz/{class_quiz}/links",
    ("classes.links_csv", "GET"): "/teacher/quiz/{class_quiz}/links.csv",
    ("classes.link_code", "GET"): "/teacher/quiz/{class_quiz}/link/{member}.svg",
    ("compilations.choose", "GET"): "/teacher/compilation/choose",
    ("compilations.questions", "GET"): "/teacher/compilation/questions?bank={bank}",
    ("compilations.put_together", "POST"): "/teacher/compilation/questions?bank={bank}",
    ("compilations.sources", "GET"): "/teacher/compilation/{compilation}/sources",
    ("compilations.renew", "POST"): "/teacher/compilation/{compilation}/sources",
    ("quizzes.hand_out", "GET"): "/teacher/bank/{bank}/hand-out",
    ("quizzes.hand_out_now", "POST"): "/teacher/bank/{bank}/hand-out",
    ("quizzes.simulate", "POST"): "/teacher/simulated",
    ("quizzes.terms", "GET"): "/teacher/quiz/{quiz}/terms",
    ("quizzes.change_terms", "POST"): "/teacher/quiz/{quiz}/terms",
    ("quizzes.projector", "GET"): "/teacher/quiz/{quiz}/projector",
    ("quizzes.code", "GET"): "/teacher/quiz/{quiz}/code.svg",
    ("results.quiz", "GET"): "/teacher/quiz/{quiz}",
    ("results.question", "GET"): "/teacher/quiz/{quiz}/question?question={question}",
    ("results.bank_results", "GET"): "/teacher/bank/{bank}/results",
    ("results.bank_question", "GET"): "/teacher/bank/{bank}/results/question?question={question}",
    ("results.settle_all_of_bank", "POST"): "/teacher/bank/{bank}/results/question/settled",
    ("results.compare", "GET"): "/teacher/bank/{bank}/compare",
    ("results.passage", "GET"): "/teacher/quiz/{quiz}/passage?question={question}",
    ("results.again", "GET"): "/teacher/quiz/{quiz}/again",
    ("results.hand_out_again", "POST"): "/teacher/quiz/{quiz}/again",
    ("results.copies", "GET"): "/teacher/quiz/{quiz}/copies",
    ("results.copy", "GET"): "/teacher/quiz/{quiz}/attempt/{attempt}/copy",
    ("results.readers", "GET"): "/teacher/quiz/{quiz}/readers",
    ("results.matrix", "GET"): "/teacher/quiz/{quiz}/matrix",
    ("results.print_", "GET"): "/teacher/quiz/{quiz}/print",
    ("exports.export", "GET"): "/teacher/quiz/{quiz}/export",
    ("exports.file", "GET"): "/teacher/quiz/{quiz}/responses.xlsx",
    ("exports.file_now", "POST"): "/teacher/quiz/{quiz}/scores.csv",
    ("exports.prepared", "GET"): "/teacher/quiz/{quiz}/export/{export}",
    ("exports.prepared_file", "GET"): "/teacher/quiz/{quiz}/export/{export}/file",
    ("results.attempt", "GET"): "/teacher/quiz/{quiz}/attempt/{attempt}",
    ("results.give_time", "POST"): "/teacher/quiz/{quiz}/attempt/{attempt}/time",
    ("results.rule", "POST"): "/teacher/quiz/{quiz}/attempt/{attempt}/question/1/ruling",
    ("results.settle", "POST"): "/teacher/quiz/{quiz}/attempt/{attempt}/question/1/settled",
    ("results.settle_all", "POST"): "/teacher/quiz/{quiz}/question/settled",
    ("results.remove_attempt", "POST"): "/teacher/quiz/{quiz}/attempt/{attempt}/remove",
    ("quizzes.release", "GET"): "/teacher/quiz/{quiz}/release",
    ("quizzes.release_now", "POST"): "/teacher/quiz/{quiz}/release",
    ("quizzes.remove", "GET"): "/teacher/quiz/{quiz}/remove",
    ("quizzes.remove_now", "POST"): "/teacher/quiz/{quiz}/remove",
    ("tokens.account", "GET"): "/teacher/account",
    ("tokens.make", "POST"): "/teacher/account/tokens",
    ("tokens.withdraw", "POST"): "/teacher/account/tokens/{token}/withdraw",
    ("remarks.remark", "GET"): "/teacher/quiz/{quiz}/remark",
    ("remarks.remark_now", "POST"): "/teacher/quiz/{quiz}/remark",
}
"""The same for teachers, by the paths of things; who gets in where, the tests of roles say."""

PROGRAMS_DOORS = {
    ("api.token", "GET"): "/api/v1/token",
    ("api.banks", "GET"): "/api/v1/banks",
    ("api.bank", "GET"): "/api/v1/banks/{bank}",
    ("api.versions", "GET"): "/api/v1/banks/{bank}/versions",
    ("api.version", "GET"): "/api/v1/banks/{bank}/versions/1",
    ("api.questions", "GET"): "/api/v1/banks/{bank}/versions/1/questions",
    ("api.quizzes", "GET"): "/api/v1/quizzes",
    ("api.quiz", "GET"): "/api/v1/quizzes/{quiz}",
    ("api.attempts", "GET"): "/api/v1/quizzes/{quiz}/attempts",
    ("api.attempt", "GET"): "/api/v1/quizzes/{quiz}/attempts/{attempt}",
    ("api.responses", "GET"): "/api/v1/quizzes/{quiz}/responses",
    ("api.statistics", "GET"): "/api/v1/quizzes/{quiz}/statistics",
    ("api.bank_statistics", "GET"): "/api/v1/banks/{bank}/statistics",
    ("api.classes", "GET"): "/api/v1/classes",
    ("api.class", "GET"): "/api/v1/classes/{class}",
    ("api.members", "GET"): "/api/v1/classes/{class}/members",
}
"""What a token opens, by the paths of the same things."""

GETS = [door for door in DOORS.values() if door.method == "GET"]
POSTS = [door for door in DOORS.values() if door.method == "POST"]
OF_AN_ATTEMPT = [door for door in DOORS.values() if door.is_of_an_attempt]


def mapped(app: Flask) -> set[tuple[str, str]]:
    """The routes that the app really has, by endpoint and method."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
