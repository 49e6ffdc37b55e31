/** What the tutor is good for, with questions to begin with. */

/** @typedef {import("../lib/tutor-talk.js").Mode} Mode */

/**
 * The first one is sent without a mode: the tutor then hears from the question itself what is wanted.
 * @type {{ mode: Mode | undefined, label: string, placeholder: string, examples: string[] }[]}
 */
export const MODES = [
  {
    mode: undefined,
    label: "자유 질문",
    placeholder: "무엇이든 물어보세요",
    examples: [
      "수시 6장은 어떻게 나눠 쓰는 게 좋아요?",
      "학종이랑 교과전형은 뭐가 달라요?",
      "시험 전날 잠이 안 올 때 어떻게 해요?",
    ],
  },
  {
    mode: "problem",
    label: "문제 풀이",
    placeholder: "문제를 그대로 옮겨 적어 주세요",
    examples: [
      "x² - 5x + 6 = 0 을 단계별로 풀어 줘",
      "등비수열의 합 공식이 왜 그런지 증명해 줘",
      "관계대명사 that과 what을 예문으로 구분해 줘",
    ],
  },
  {
    mode: "interview",
    label: "면접 연습",
    placeholder: "지원하는 학과를 알려 주세요",
    examples: [
      "간호학과 면접관이 되어서 질문 하나씩 해 줘",
      "지원 동기 1분 답변을 같이 다듬어 줘",
      "컴퓨터공학과 면접 예상 질문 5개만 뽑아 줘",
    ],
  },
];
