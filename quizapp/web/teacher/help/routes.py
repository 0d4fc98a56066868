"""Help: its contents, and a page for each thing that a teacher does here."""

from flask import Blueprint, Response, request

from quizapp.services import files
from quizapp.web import auth
from quizapp.web.doors import Who, open_to
from quizapp.web.i18n import language
from quizapp.web.installation import installation
from quizapp.web.rendering import render
from quizapp.web.teacher.help import pages

blueprint = Blueprint("help", __name__, url_prefix="/teacher/help")


@blueprint.before_request
def know_who_asks() -> None:
    """A teacher who looks something up keeps the way back to the banks; who has no account reads the same."""
    found = auth.logged_in()
    if found is not None:
        auth.recognise(found)


@blueprint.get("/")
@open_to(Who.ANYONE)
def contents() -> str:
    return render(pages.contents_page())


@blueprint.get("/handing-out")
@open_to(Who.ANYONE)
def handing_out() -> str:
    return render(pages.handing_out_page())


@blueprint.get("/banks")
@open_to(Who.ANYONE)
def banks() -> str:
    return render(pages.banks_page())


@blueprint.get("/writing")
@open_to(Who.ANYONE)
def writing() -> str:
    return render(pages.writing_page(language()))


@blueprint.get("/results")
@open_to(Who.ANYONE)
def results() -> str:
    return render(pages.results_page())


@blueprint.get("/api")
@open_to(Who.ANYONE)
def api() -> str:
    return render(pages.api_page(request.host_url.rstrip("/")))


@blueprint.get("/results.schema.json")
@open_to(Who.ANYONE)
def results_schema() -> Response:
    """What the JSON that is taken away holds, for programs and for who writes them."""
    return Response(files.schema(), content_type="application/schema+json")


@blueprint.get("/privacy")
@open_to(Who.ANYONE)
def privacy() -> str:
    return render(pages.privacy_page(installation().settings.retention_days))
