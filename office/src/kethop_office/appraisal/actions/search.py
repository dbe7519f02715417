"""Write by which words a case is found and where its title stands in Vietnamese order."""

from uuid import UUID

from kethop_office.appraisal.models import Case, CaseUnit, CaseWord, Letter
from kethop_office.common.vietnamese import sort_key, words_of

__all__ = ["index_case"]


def index_case(case_id: UUID) -> None:
    """Write the words and the key of a case anew, inside the transaction of the act that changed what they come from.

    Call it after the title, the proponent, a unit or the number of a letter of the case has changed.
    """
    case = Case.objects.get(pk=case_id)
    names = CaseUnit.objects.filter(case=case).values_list("name", flat=True)
    letters = Letter.objects.filter(case=case).exclude(number="").values_list("number", "symbol")
    told = words_of(" ".join([case.reference, case.title, case.title_en, case.proponent_name, *names]))
    internal = words_of(" ".join([case.own_number, *(f"{number}/{symbol}" for number, symbol in letters)]))
    wanted = dict.fromkeys(internal, True) | dict.fromkeys(told, False)
    Case.objects.filter(pk=case.pk).update(search_text=f" {' '.join(told)} ", sort_name=sort_key(case.title))
    kept = dict(CaseWord.objects.filter(case=case).values_list("word", "is_internal"))
    gone = [word for word, is_internal in kept.items() if wanted.get(word) is not is_internal]
    CaseWord.objects.filter(case=case, word__in=gone).delete()
    new = [word for word, is_internal in wanted.items() if kept.get(word) is not is_internal]
    CaseWord.objects.bulk_create(CaseWord(word=word, case=case, is_internal=wanted[word]) for word in new)
