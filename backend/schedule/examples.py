"""What the API document shows of the schedule."""

KEY_DATE = {
    "id": 12,
    "title": "정시 원서 접수",
    "kind": "application",
    "school_year": 2027,
    "starts_on": "2027-01-04",
    "ends_on": "2027-01-07",
    "days_left": 12,
    "is_running": False,
    "source_url": "https://admission.example.ac.kr/2027",
}
