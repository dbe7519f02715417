"""Cases: from a submission over screening, consultation, report and approvals to the decision."""
