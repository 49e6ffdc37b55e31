"""The paths of one board; `config.urls` includes them once for each, with `{"board": …}`."""

from django.urls import path

from boards.views import attachments, comments, likes, polls, posts, reports, revisions, scraps

urlpatterns = [
    path("", posts.PostListView.as_view()),
    path("hot/", posts.HotPostListView.as_view()),
    path("<int:id>/", posts.PostView.as_view()),
    path("<int:id>/neighbors/", posts.NeighborsView.as_view()),
    path("<int:id>/like/", likes.PostLikeView.as_view()),
    path("<int:id>/scrap/", scraps.PostScrapView.as_view()),
    path("<int:id>/report/", reports.PostReportView.as_view()),
    path("<int:id>/poll/", polls.PollView.as_view()),
    path("<int:id>/poll/vote/", polls.VoteView.as_view()),
    path("<int:id>/revision/", revisions.PostRevisionListView.as_view()),
    path("<int:post_id>/attachment/", attachments.AttachmentListView.as_view()),
    path("<int:post_id>/attachment/<int:id>/", attachments.AttachmentView.as_view()),
    path("<int:post_id>/comment/", comments.CommentListView.as_view()),
    path("<int:post_id>/comment/<int:id>/", comments.CommentView.as_view()),
    path("<int:post_id>/comment/<int:id>/like/", likes.CommentLikeView.as_view()),
    path("<int:post_id>/comment/<int:id>/report/", reports.CommentReportView.as_view()),
    path("<int:post_id>/comment/<int:id>/revision/", revisions.CommentRevisionListView.as_view()),
]
