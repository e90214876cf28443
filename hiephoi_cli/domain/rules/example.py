"""The valid registry to which each rule's example is appended."""

SOUND = """\
format = 1

[association]
name = "Hiệp hội Mẫu"

[[sectors]]
code = "xay-lap"
name = "Xây lắp"

[[offices]]
code = "chu-tich"
name = "Chủ tịch"

[[members]]
id = "HV-0001"
name = "Công ty Cổ phần Gương Mẫu"
sectors = ["xay-lap"]

[[elections]]
id = "2024-11-11-chu-tich"
on = 2024-11-11
office = "chu-tich"
candidates = [
    { person = "Lê Văn Mẫu", elected = true },
]

[[officers]]
person = "Lê Văn Mẫu"
office = "chu-tich"
since = 2024-11-11
election = "2024-11-11-chu-tich"

"""
