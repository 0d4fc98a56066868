"""What a teacher chooses for a trial."""

from wtforms import StringField

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.quizzes import Terms
from quizapp.domain.trials import TrialState
from quizapp.domain.typed_times import minutes
from quizapp.web.forms import PageForm


class TrialForm(PageForm):
    """When feedback comes, and the time limit, as it is typed for a quiz."""

    feedback = StringField()
    minutes = StringField()

    @property
    def typed(self) -> str:
        return (self.minutes.data or "").strip()

    @property
    def state(self) -> TrialState | None:
        """None where the time limit cannot be read. Raises ValueError for what our page does not send."""
        limit = minutes(self.typed)
        if self.typed and (limit is None or "no-minutes" in Terms(minutes=limit).faults()):
            return None
        return TrialState(FeedbackTime(self.feedback.data or ""), limit)
