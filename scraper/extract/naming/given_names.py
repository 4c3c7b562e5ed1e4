"""Common given names and the pronouns that usually go with them: a hint, outweighed by anything the text says."""

from __future__ import annotations

_MALE = """
aarav aaron abdul abel abraham adam aditya adrian ahmed aidan ajay akira alan alasdair albert aldo alejandro
aleksandr alessandro alexander alexandre alexei alfonso alfred ali alistair alvin ambrose amir amit anders
andre andreas andrei andrew andy angelo angus anil ansel anthony antoine anton antonio arash archie arjun
armando arnold artem arthur arun arvid asher ashok ashton attila austin axel babajide bao barack barnaby
barney barry bart behrouz bela ben benedict benjamin bernard bernardo bertil bertrand bilal bill billy bjorn
björn bob bobby boris brad bradley brandon brendan brett brian bruce bruno bryan bryce byron caleb callum
calvin carl carlo carlos cary cedric cesar chad charles charlie chen chester chidi chiwetel chris christian
christoph christophe christopher chul cillian clark claude clayton clement cliff clint clive cody colin
conan connor conor corey cormac cornelius cosimo craig crispin curtis cuthbert cyrus daiki damian damien
damon dan daniel danny dante darius darren dave david dean declan deepak denis dennis denzel derek desmond
dev devin dexter diego dieter dimitri dimitris dinesh dmitri dominic dominick dominik don donald dong
douglas dov dragan drew duc duncan dustin dwayne dwight dylan eamon earl ed eddie edgar edmund eduardo
edward edwin einar ekow eli elijah elliot elliott elton emeka emilio emmanuel emre emrys enrique eoin eric
erik ernest ethan euan eugene evan everett evgeny ezekiel ezra faisal farhad federico felipe felix femi feng
ferdinand fergus fernando finn francesco francis francisco frank franklin fred freddie frederick fyodor
gabor gabriel gareth garrett garth gary gaurav gavin gene geoff geoffrey george gerald gerard gethin
giancarlo gil gilbert giorgio giovanni giuseppe glen glenn goran gordon graham grant greg gregory grigory
guillermo gunnar gus gustav gustavo guy gwilym haakon hal halvor hamid hamish hamza hank hans harish harold
harris harrison harry haruto harvey hassan hector heinrich henning henri henrik henry herbert herman hiro
hiroshi homer horace horatio howard hugh hugo hung hyun iain ian ibrahim idris ignatius igor ike imran ira
irving isaac ismail istvan ivan ivar ivor jabu jack jackson jacob jacques jake jakub jamal james jamie jan
jared jason jasper javier jay jean jeff jeffrey jeremiah jeremy jermaine jerome jerry jesse jesus jian jim
jimmy jin joachim joaquin joe joel joey johan johannes john johnny jon jonah jonas jonathan jonty joon-ho
jordan jorge jorgen jose josef joseph josh joshua josé juan judd jude julian julio julius jun jun-ho justin
jürgen kaito kamran kang karan kareem karl kazuo keanu keegan keith kenji kenneth kenny kevin khaled khalid
kieran knut kofi kojo konstantin kostas krzysztof kunal kunle kurt kwabena kwaku kwame kyle lachlan lamar
lance larry lars laszlo laurence laurent lawrence lee lei leif len lenny leo leon leonard leonardo leonid
leroy leslie lester levi lewis liam lionel logan lorenzo lorne louis luc luca lucas lucho luigi luis luka
lukas luke lwazi magnus mahmoud maksim malcolm malik manish manny manuel marc marcel marcello marco marcos
marcus marek mario mark marlon martin marvin masahiro mason mateo mathieu matt matteo matthew matthias
maurice mauricio max maxwell mehmet melvin michael michel miguel mihai mike mikhail mikkel milan miles milo
milton ming minh mitch mitchell mohamed mohammed morgan moritz morten moses muhammad murray mustafa nabil
nate nathan nathaniel ned neil nelson niall nicholas nick nicolas niels nigel nikhil nikita nikolai nikolaj
nikos noah norman olaf olav oleg oliver olivier omar orhan orlando osama oscar osgood oskar otis ottis otto
owain owen pablo padraig pankaj paolo pascal pat patrick paul paulo pavel pawel pedro percival percy pete
peter phil philip philippe pierre piers piotr prakash pyotr quentin quincy radu rafael rahul raj rajesh
rakesh ralph rami ramon randall randy raoul rashid rasmus raul ravi ray raymond reggie reginald regis reid
ren rené rex reza rhys ricardo richard rick ricky ridley riz roald rob robert roberto robin rocco rod
roderick rodney rodrigo roger rohan rohit roland roman ron ronald ronan rory ross roy ruairi ruben rudolf
rudy rufus rune rupert russ russell ryan saeed salman salvador sam sami samuel sang sanjay santiago satoshi
saul scott seamus sean sebastian segun serge sergei sergey sergio serkan seth seung shane shaun shawn
sheldon shigeru siavash sid sidney sigurd silas simon sipho solomon sora spencer stan stanislav stanislaw
stanley stavros stefan stellan stephen sterling steve steven stewart stuart sunil suresh sven sylvester
tadeusz tae taika takashi takumi tarek tariq taylor ted teddy terence terrence terry thabo thaddeus thanh
theo theodore thiago thomas tim timothy titus tobi tobias toby todd tolga tom tomas tomasz tommy tony tor
torsten toshiro travis trent trevor tristan trond troy tuan tunde tyler tyrone ulysse umberto vadim valentin
varun vernon victor viggo vijay vikram viktor vin vince vincent vincenzo virgil vivek vlad vladimir wade
waleed wallace wally walt walter warren wayne wei wendell werner wes wesley wilbur wilfred will willem
william willie winston wojciech wolfgang woo woody wyatt xavier yann yannick yannis yaroslav yash yasser yaw
yuri yusuf yuto zach zachary zack zane zbigniew ziad zoltan zoran
"""
_FEMALE = """
aaliyah abby abigail ada adaeze adaora adelaide adele adriana agatha agnes agneta agnieszka ainhoa aisha
aisling akiko alana alba alejandra alessandra alexa alexandra alexis alice alicia alina alison allison alma
althea alyssa amaia amaka amal amanda amara amber amelia amina aminata amy ana ananya anastasia anastasiya
anaïs andrea angela angelica angelina anita anja anke ann anna annabel anne anneliese annette annie annika
antonia anya aoife aparna april araminta ariana ariel arlene ashley astri astrid asuka audrey aurora ava
awkwafina ayanda ayesha ayse barbara beatrice beatriz becky bella bernadette bess beth bethany betty beverly
beyoncé bianca birgit birgitta blanca blythe bláthnaid bonnie brenda brianna bridget brigitte britney britt
brittany bronagh bronwen brooke bruna camila camille candice caoimhe cara carla carmen carol carole carolina
caroline carolyn carrie cassandra catalina cate catherine cathy cecilia celeste celia celine chandra chantal
charlene charlotte chelsea cher cheryl chiara chioma chloe chloé christa christina christine ciara cindy
claire clara clarissa claudia clementine colleen concepción constance constanza cora cordelia cordula
corinne courtney cressida crystal cynthia céline dagmar daisy dakota dana daniela danielle danuta daphne
dara dawn dawnn deborah debra deepa defne deirdre delia delphine denise despina diana diane dianne dilara
dina divya dolly dolores donna dora doris dorothy dragana ebba ebony edie edith eileen eimear ekaterina
elaine eleanor elena eleni elif elin elisabeth elise eliza elizabeth ella elle ellen ellie eloise elsa
elspeth emi emilia emily emma emmeline erica erin esmeralda esperanza estelle esther ethel eugenia eun-ji
eunice eva eve evelyn ewa faith farah farida fatima fatou faye felicia felicity fen fern ffion fiona flora
florence folake fran frances francesca franziska françoise freja freya frida gabriela gabrielle gail galina
geeta gemma genevieve georgia georgina geraldine germaine gertrude gina ginny giovanna giulia gloria golnaz
grace graciela greta gretchen griselda gráinne guadalupe gunnhild gwen gwendolyn gwyneth hailee haley halima
halle hanna hannah hanne harriet haruka hayley hazel heather hedda heidi heike helen helena helene henrietta
hilary hilda hillary hitomi hoa holly hope hua hye-jin hye-rin ida ifeoma ileana imani imelda imogen indira
ines ingrid inmaculada inés ioana irena irene iris irma isabel isabella isabelle isla itzel itziar ivana ivy
jackie jacqueline jada jade jadwiga jamila jane janelle janet janice jasmine jean jeanette jeanne jelena jen
jenna jennie jennifer jenny jessamyn jessica ji-eun jill joan joanna joanne jocelyn jodie johanna josefina
josephine joy joyce juana juanita judi judith judy jules julia juliana julianna julianne julie juliet
juliette june kaitlyn kamala kaori karen karin kasia katarzyna kate katerina katherine kathleen kathryn
kathy katie katja katrina katy kavita kay kayla keiko keira kelly kendra kerry khadija kiara kiera kim
kimberly kirsten kristen kristin kristina ksenia kumiko lakshmi lan lana lara larissa latoya laura laurel
lauren laurie layla lea leah leila leire lena leonora leslie leticia leyla lila lily linda lindiwe lindsay
ling linh linnea lisa liv liza lois lola lorelai lorena loretta lorna lorraine louisa louise lucia lucille
lucinda lucy lucía luisa lupita lydia lynn lyudmila léonie mabel macarena mackenzie madeleine madeline
madison maeve magdalena maggie mahsa maia maisie maja malgorzata mandy mara marcia maren margaret margarita
margot marguerita maria mariah marian marianne maribel marie marielena mariko marilyn marina marion marisa
marisol marissa marjorie marlene marta martha mary maryam maría matilda maud maura maureen maxine maya meera
megan meghan mei mei-lin melanie melinda melissa mercedes meredith meryl mia michaela michele michelle
michiko mihaela mildred milena millie min-ji mina mindy mira miranda mireille miriam misaki miyuki moira
molly mona monica monique muriel myra nadezhda nadia nadine nancy nandini naoko naomi nasrin natalia natalie
natasha nazanin neha nell nellie nerys nga ngaire ngozi nia niamh nicola nicole nikki nina nneka noelle
nomsa noomi nora noriko norma noémie nuria octavia odalys odette odile oksana olena olga olive olivia oona
ophelia oprah orla orlaith ottoline padma paige palesa paloma pamela parisa patricia patty paula paulina
pauline pearl peggy penelope penny perpetua petra philippa philomena phoebe phyllis pilar polly pooja poppy
portia priscilla priya quinta rachael rachel radhika ragnhild raisa ramona raquel raven rebecca reese regina
reiko rekha remedios renata renee renée rhea rhiannon rhonda rihanna rita roberta robyn rocío roisin rosa
rosalind rosamund rosario rose rosemary rosheen rosie rowena roxanne ruby rue rukia ruth róisín sabrina
sachiko sadie sakura sally salma samantha samira sandra sandy saoirse sara sarah saskia satomi savannah
scarlett selena selma seo-yeon serena shakira shania shannon sharon sheila shelby shelley sheryl shirin
shirley shonda shreya sienna signe sigourney sigrid silke silvia simone sinead sinéad siobhan snezana sofia
sofía sola solange soledad solveig sonia sonja soo-ah sophia sophie soraya stacey stacy stella stephanie sue
sunita sunniva susan susanna susie suzanne suzi svetlana swati sybil sylvia tabitha tallulah tamara tammy
tania tanya tara tatiana tatyana temi teresa tess tessa thandie thandiwe thelma theresa thi tiffany tilda
tina toni tracey tracy trudy tuva ulrike uma ursula usha valentina valeria valerie vanessa vera veronica
verónica vicky victoria vidya viola violet virginia vivian viviane wanda wanjiku wendy whitney whoopi
wilfreda wilhelmina wilma winifred winona xiaoling xiu xochitl yael yan yara yasmin yasmine yesenia yetunde
ying ylva yoko yolanda yulia yumi yvette yvonne zadie zahra zainab zara zelda zeynep zinaida zoe zoey zofia
zooey zoë zuleikha
"""
_EITHER = """
addison alex ali andrea angel ariel ashley aubrey avery bailey blair blake bo bobbie brook cameron carey
carmen casey charlie chris claude dakota dana dara darcy devon drew dylan eden elliot emerson emery evelyn
finley frankie gale glenn hanne harley harper hayden hunter hyun jackie jaden jamie jean jess jessie jo
jordan joss jules jun kai kelly kendall kim kit kris lake lee leslie logan lou lynn max mel micah min ming
morgan nat nicky noel noor pat peyton quinn reese remy rene riley river robbie robin rory rowan ryan sage
sam sandy sasha sawyer shannon shawn shay sidney skyler stevie sydney taylor terry toby toni val wei whitney
yuki
"""

_MEN = frozenset(_MALE.split())
_WOMEN = frozenset(_FEMALE.split())
_OPEN = frozenset(_EITHER.split()) | (_MEN & _WOMEN)
GIVEN_NAMES = _MEN | _WOMEN | _OPEN


def gender(name: str) -> str:
    """m, f, or nothing where the name does not say."""
    key = name.lower().split("-")[0]
    if key in _OPEN:
        return ""
    return "m" if key in _MEN else "f" if key in _WOMEN else ""
