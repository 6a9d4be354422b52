"""Names of invented people, put together from common surnames and characters."""

from random import Random

# In rough order of frequency; earlier ones are drawn more often.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_RARE = ("欧阳", "上官", "司马", "诸葛", "单", "解", "仇", "查", "区", "乐")
_FIRST = (
    "建国明志文德永春秀玉桂兰海晓红丽小云长正世天家光立新宏启泽嘉思雨子俊浩承景书亦若可安宁静佳美雅慧淑凤"
    "金银福禄庆学忠守克绍树松柏青山清水江河少大成先远继振兴万广宗仁义礼智"
)
_SECOND = (
    "华强军平勇杰涛磊刚伟斌峰亮鹏飞辉波林森芳英梅琴霞燕萍娟玲珍莲菊敏洁婷欣怡悦轩宇航晨阳睿博文武生荣富贵"
    "祥瑞康健宁安泰和谦诚信义民才德良善贤达远志坤顺喜根旺发财明亮清泉江海洋云龙凤"
)


def person_name(rng: Random) -> str:
    """One name of two to four characters."""
    if rng.random() < 0.01:
        surname = rng.choice(_RARE)
    else:
        surname = _SURNAMES[int(len(_SURNAMES) * rng.random() ** 2.2)]
    if rng.random() < 0.16:
        return surname + rng.choice(_SECOND)
    first, second = rng.choice(_FIRST), rng.choice(_SECOND)
    return surname + first + (second if second != first else rng.choice("华平林"))


def place_names(rng: Random, count: int) -> list[str]:
    """So many different names of villages or neighbourhoods, without the word for village."""
    before = "青白清柳枫桐松竹梅石云雾月溪双三大小上下东西南北金银玉红黄龙凤鹤鹿麻茶桃李杏枣榆"
    after = "坪沟坝湾岭坡塘桥寨坳冲洞河井田林峰滩堰垭洲溪泉岩屯庄岗垴"
    names = [a + b for a in before for b in after if a != b]
    rng.shuffle(names)
    return names[:count]
