PRAGMA application_id = 1751213415;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, matter INTEGER NOT NULL REFERENCES matter(id), at INTEGER NOT NULL, text TEXT NOT NULL,
    follow_up TEXT, figures TEXT NOT NULL
);
INSERT INTO "decision" VALUES(1,2,1764047374000,'SKB로 옮긴다. 설치는 다음 주 토요일','2025-12-20','{"best":"SKB 500M","margin":120000,"options":[{"name":"SKB 500M","kind":"switch","value":398000}]}');
CREATE TABLE event (
    id INTEGER PRIMARY KEY, matter INTEGER NOT NULL REFERENCES matter(id), call INTEGER NOT NULL,
    at INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL
, checksum INTEGER);
INSERT INTO "event" VALUES(1,1,1,1763960421000,'start','they_called','','{"carrier":"KT","product":"인터넷 500M + TV","fee":44000,"end_internet":"2026-12-18","target":430000,"reservation":300000,"call":1,"quote":true,"quote_provider":"SKB","quote_product":"500M+TV","quote_amount":"현금 43만원","quote_fee":39600,"quote_date":"2025-11-18"}',3495153007);
INSERT INTO "event" VALUES(2,1,1,1763960435000,'said','answer.polite','','{}',2803233585);
INSERT INTO "event" VALUES(3,1,1,1763960449000,'heard','opens_renewal_call','','{}',2832484785);
INSERT INTO "event" VALUES(4,1,1,1763960463000,'note','','상담원 이름은 김민지','{}',3606802814);
INSERT INTO "event" VALUES(5,1,1,1763960477000,'hold','','','{}',709593951);
INSERT INTO "event" VALUES(6,1,1,1763960491000,'said','decline.polite','','{}',3072094631);
INSERT INTO "event" VALUES(7,1,1,1763960505000,'hold','','','{}',4266447225);
INSERT INTO "event" VALUES(8,1,1,1763960519000,'offer','opens_renewal_call','상품권 10만원','{"offer":{"terms":[{"kind":"voucher","amount":100000,"currency":"KRW"}],"commit_months":null},"wording":"상품권 10만 원","worth":95000}',254777157);
INSERT INTO "event" VALUES(9,1,1,1763960533000,'undo','','','{}',3758025642);
INSERT INTO "event" VALUES(10,1,1,1763960547000,'offer','opens_renewal_call','상품권 20만원 + 월 5,500원 할인, 3년 약정','{"offer":{"terms":[{"kind":"voucher","amount":200000,"currency":"KRW"},{"kind":"monthly_discount","amount":5500,"currency":"KRW","months":null}],"commit_months":36},"wording":"상품권 20만 원 + 월 5,500원 할인, 36개월 약정","worth":388000}',1563094023);
INSERT INTO "event" VALUES(11,1,1,1763960561000,'promise','2025-11-25','내일 문자로 보내 준다고 함','{}',11317917);
INSERT INTO "event" VALUES(12,1,1,1763960575000,'transfer','','해지방어팀','{}',509508138);
INSERT INTO "event" VALUES(13,1,1,1763960589000,'stall','','','{}',3415098365);
INSERT INTO "event" VALUES(14,1,1,1763960603000,'said','stall.noting','','{}',106172560);
INSERT INTO "event" VALUES(15,1,1,1763960617000,'end','deferred','2025-11-27','{}',3279777476);
INSERT INTO "event" VALUES(16,1,2,1763960631000,'start','called_back','','{"carrier":"KT","product":"인터넷 500M + TV","fee":44000,"end_internet":"2026-12-18","target":430000,"reservation":300000,"call":2,"last_offer":"상품권 20만 원 + 월 5,500원 할인, 36개월 약정","offer":388000,"quote":true,"quote_provider":"SKB","quote_product":"500M+TV","quote_amount":"현금 43만원","quote_fee":39600,"quote_date":"2025-11-18"}',1925054394);
INSERT INTO "event" VALUES(17,1,2,1763960645000,'said','again.polite','','{}',3555953787);
INSERT INTO "event" VALUES(18,1,2,1763960659000,'end','cut','','{}',3546216751);
INSERT INTO "event" VALUES(19,1,2,1763960666000,'resume','','','{}',44654763);
INSERT INTO "event" VALUES(20,1,2,1763960680000,'heard','makes_offer','상품권 25만원에 월 5,500원 할인해 드릴게요','{"offer":{"terms":[{"kind":"voucher","amount":250000,"currency":"KRW"},{"kind":"monthly_discount","amount":5500,"currency":"KRW","months":null}],"commit_months":null},"wording":"상품권 25만 원 + 월 5,500원 할인","worth":435500}',1576281420);
INSERT INTO "event" VALUES(21,1,2,1763960694000,'quote','','LGU+ 현금 45만원 2025-11-26','{"facts":{"quote":true,"quote_provider":"LGU+","quote_amount":"현금 45만원","quote_date":"2025-11-26"},"quote":{"provider":"LGU+","product":"","gift":"현금 45만원","amount":450000,"fee":null,"seen":"2025-11-26","where":""}}',1309877183);
INSERT INTO "event" VALUES(22,1,2,1763960715000,'card','penalty','','{}',3905700868);
INSERT INTO "event" VALUES(23,1,2,1763960729000,'said','card.penalty.polite','','{}',972621072);
INSERT INTO "event" VALUES(24,1,2,1763960743000,'heard','limits_time','오늘까지만 돼요','{}',2608999274);
INSERT INTO "event" VALUES(25,1,2,1763960757000,'said','weigh.on_limits_time_2.line','','{}',2511699060);
INSERT INTO "event" VALUES(26,1,2,1763960771000,'end','accepted','','{}',1620408946);
INSERT INTO "event" VALUES(27,2,1,1763960792000,'start','i_call','','{"carrier":"LGU+","owed":150000,"call":1}',2489851399);
INSERT INTO "event" VALUES(28,2,1,1763960806000,'said','reach.polite','','{}',4210889819);
INSERT INTO "event" VALUES(29,2,1,1763960820000,'note','','줄과 " '' ; -- 	 이상한 글자 [31m ₩ 😀','{}',3825239304);
INSERT INTO "event" VALUES(30,2,1,1763960834000,'end','cut','','{}',1678581495);
CREATE TABLE "matter" (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, touched INTEGER NOT NULL
);
INSERT INTO "matter" VALUES(1,'집 인터넷','{"name":"집 인터넷","playbook":"retention-kr","currency":"KRW","horizon_months":36,"slots":{"carrier":"KT","product":"인터넷 500M + TV","fee":44000,"end_internet":"2026-12-18","target":430000,"reservation":300000},"quotes":[{"provider":"SKB","product":"500M+TV","gift":"현금 43만원","amount":430000,"fee":39600,"seen":"2025-11-18","where":""}]}',1763960771000);
INSERT INTO "matter" VALUES(2,'미납','{"name":"미납","playbook":"arrears-kr","currency":"KRW","horizon_months":36,"slots":{"carrier":"LGU+","owed":150000},"quotes":[]}',1764047374000);
CREATE TABLE practice (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL
);
INSERT INTO "practice" VALUES(1,1763960974000,'rehearsal','retention-kr','{"case": "", "persona": "gentle-desk", "seed": 7, "most": 2, "hint": false, "answers": ["", "", "생각해 보겠습니다", "", "/end cut"], "score": 0.75, "outcome": "cut", "value": null, "limit": 269528}');
INSERT INTO "practice" VALUES(2,1763960981000,'drill','retention-kr/decline.polite','{"grade": "hard", "card": {"card_id": 28258975366082149, "state": 1, "step": 0, "stability": 1.2931, "difficulty": 5.112170705601056, "due": "2026-11-22T01:09:47.416698+00:00", "last_review": "2026-11-22T01:04:17.416698+00:00"}}');
INSERT INTO "practice" VALUES(3,1763960988000,'drill','retention-kr/reject.polite','{"grade": "good", "card": {"card_id": 32199654986970158, "state": 1, "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "due": "2026-11-22T01:14:17.417792+00:00", "last_review": "2026-11-22T01:04:17.417792+00:00"}}');
CREATE INDEX event_by_call ON event(matter, call, id);
CREATE INDEX decision_by_matter ON decision(matter, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('matter',2);
COMMIT;
